# The frame in which files are chosen: the only place that ever sees them.

frame-title = お使いの端末にあるファイル

frame-drop-deposit = ファイルまたはフォルダーをここにドロップ
frame-drop-landing = ファイルをドロップして証明を作成、または証明をドロップして検証
frame-drop-verify = ファイルとその証明をここにドロップ
frame-hint-deposit = 端末上で読み取り、どこにも送信しません。
frame-hint-landing = ファイルは端末上で読み取り、どこにも送信しません。
frame-hint-verify = ファイル、フォルダー、トークン (.tsr, .tst)、申告 (.json)、パッケージ (.zip, .asics)、証明書 (.pem) を、順序を問わず。すべて端末の中に留まります。
frame-choose-files = ファイルを選ぶ
frame-choose-folder = フォルダーを選ぶ
frame-folder-not-read = ドロップされたフォルダー { $name } は、お使いのブラウザーではここで開けません。そのフォルダーだけをドロップするか、「フォルダーを選ぶ」をお使いください。

frame-text = または文章を使う
frame-text-name = 文章の名前
frame-text-body = 文章
frame-text-use = この文章を使う
frame-text-hint = 短い文章は推測されることがあります。内容に心当たりのある人は、実際に試してフィンガープリントを比べられます。秘密にしておく必要があれば、無作為な言葉を一行加え、その文章をそのまま保管してください。
frame-small = とても小さなファイル：{ $count }。内容に心当たりのある人は、実際に試してフィンガープリントを比べられます。秘密にしておく必要があれば、証明を作成するページで、ファイルが一つでも「すべてのファイルで一つの証明」を選んでください。ご本人だけが持つ秘密の値がフィンガープリントに加わります。

frame-names = ファイル名
frame-names-none = 名前をこの端末に留める
frame-names-send = 名前を証明に書き込む
frame-names-commit = 名前を封印する：封印ファイルを持つ人だけが後で示せます
frame-way = 証明
frame-way-each = ファイルごとに証明を作成
frame-way-one = すべてのファイルで一つの証明
frame-way-hint = 一つのトークンがすべてのファイルをまとめて表します。何かが送信される前に、ファイルの一覧が manifest-….json として端末に保存されます。ファイルと一緒に、人に見せずに保管してください。これがないと証明を検証できません。フィンガープリントにはこの一覧の秘密の値が加わるため、そこから内容を推測されることはありません。
frame-way-sign-in = すべてのファイルで一つの証明を作成するには、先にログインし、その後でファイルを選んでください。
frame-folder-path = { $name } という名前のため、まとめた証明は作成できません。見えない文字や特殊な文字、バックスラッシュがあるか、長すぎます。名前を変えて選び直すか、一覧から取り除いてください。
frame-folder-path-twice = パス { $name } のファイルが二つあるため、まとめた証明は作成できません。一方を一覧から取り除くか、両方が入っているフォルダーを選んでください。
frame-folder-unread = { $name } が最後まで読み取られていないため、まとめた証明は作成できません。一覧から取り除いて選び直してください。
frame-folder-count = まとめた証明は作成できません。入れられるファイルは 100,000 個までです。

frame-remove = { $name } を取り除く
frame-more-files = { $count ->
   *[other] ほか { $count } 個のファイル
}

frame-state-waiting = 待機中
frame-state-hashing = フィンガープリントを計算中
frame-state-paused = 一時停止中
frame-state-done = 完了
frame-state-cancelled = キャンセル済み
frame-state-reading = 読み取り中
frame-state-fingerprint = フィンガープリント

# What a dropped thing turned out to be.
frame-state-token = タイムスタンプトークン
frame-state-refusal = 拒否の応答（トークンではありません）
frame-state-request = タイムスタンプ要求
frame-state-claim = 申告
frame-state-package = パッケージ
frame-state-certificate = 証明書
frame-state-crl = 失効リスト
frame-state-log-proof = ログ証明
frame-state-supplement = 証明の一部
frame-state-tsd = TimeStampedData (.tsd)：ファイルとして扱い、中のトークンはここでは読みません
frame-state-asice = ASiC-E コンテナー：ファイルとして扱い、中の署名やトークンはここでは読みません

frame-error-changed = 読み取り中にファイルが変更されました。取り除いて選び直してください。
frame-error-unreadable = ファイルを読み取れません。ほかで開かれているか、移動されていませんか。
frame-error-internal = このブラウザーでは完了できませんでした。ページを読み込み直してお試しください。
frame-error-engine = このブラウザーは WebAssembly を実行できないため、ここではファイルを読み取れません。更新するか、別のブラウザーをお使いください。
frame-error-package = このアーカイブは壊れているか、読み取れない種類のものです。
