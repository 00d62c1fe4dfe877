# The page that makes proofs: choose, name the holder, timestamp.

deposit-title = 証明を作成
deposit-lead = 三つのステップです。その間ずっと、ファイルは端末から出ません。
deposit-step-1 = 選ぶ
deposit-step-2 = 保有者
deposit-step-3 = タイムスタンプ
deposit-steps = ステップ

# 1 Choose
deposit-choose = ファイルを選ぶ
deposit-choose-hint = 種類もサイズも問いません。フォルダーを選ぶと、中のファイルごとに、またはまとめて一つの証明を作成します。
deposit-paste = 代わりにフィンガープリントを貼り付ける
deposit-paste-hint = sha256sum の出力どおり、SHA-256 フィンガープリントを一行に一つ。ファイルが別のコンピューターにあるときに便利です。
deposit-paste-label = フィンガープリント
deposit-paste-add = 追加
deposit-paste-bad = { $line } 行目は SHA-256 フィンガープリントではありません。0–9 と a–f の 64 文字が必要です。
deposit-paste-added = { $count ->
   *[other] { $count } 件のフィンガープリントを追加しました。
}
deposit-sent = { $count ->
    [0] 送信されたファイルの内容：0 バイト
   *[other] 送信されたファイルの内容：{ $count } バイト
}
deposit-sent-how = ここで計測した値です。ファイルを扱うフレームからの通信を、ブラウザー自身の記録から数えています。
deposit-requests = ファイルを扱うフレームがこれまでに送った要求：{ $count }
deposit-rate = 毎秒 { $rate }
deposit-left = 残り約 { $span }
deposit-progress = { $done } / { $total }
deposit-pause = 一時停止
deposit-resume = 再開
deposit-cancel = すべてキャンセル
deposit-paused = 一時停止中
deposit-hashing = フィンガープリントを計算中
deposit-all-done = すべてのフィンガープリントがそろいました。
deposit-some-ready = 停止しました。そろったフィンガープリント：{ $count }
deposit-file-failed = { $count ->
   *[other] { $count } 個のファイルは読み取れなかったため除外しました。
}
deposit-restored = { $count ->
   *[other] 先ほど計算した { $count } 件のフィンガープリントが残っています。
}
deposit-start-over = 最初からやり直す
deposit-skipped = すでに一覧にあるため省いたもの：{ $count }。
deposit-merged = 他と同じ内容のため、証明を共有するファイル：{ $count }。
deposit-loose = ここにファイルのないフィンガープリント

# What it is
deposit-kind = これは何ですか
deposit-kind-trade-secret-hint = ファイル名は手元に残ります。封印した形でのみ記録されます。
deposit-kind-research-hint = 一連の研究に属するノート、データ、結果。
deposit-kind-creative-hint = 文章、音楽、画像、デザイン。題名と著作者を付けられます。
deposit-kind-software-hint = ソースコード、リリース、またはフォルダー全体。
deposit-hint-git = Git のコミットとそのすべてのファイルに一つの証明を作成するには、コマンドラインを使ってください：{ $command }
deposit-hint-together = 一つの研究のデータには、上の「すべてのファイルで一つの証明」を選ぶと、フォルダーに一つの証明を作成します。
deposit-kind-contract-hint = 二者間の合意書やライセンス。
deposit-kind-evidence-of-use-hint = 何かを展示・販売したことの証拠。日付と場所を添えます。
deposit-kind-other-hint = そのほかのファイル。
deposit-stage = どの段階ですか
deposit-series = シリーズまたはプロジェクト
deposit-series-hint = たとえばノートの番号。証明に書き込まれます。
deposit-work-title = 作品の題名
deposit-work-title-hint = 証明に書き込まれます。
deposit-note = 備考
deposit-note-hint = 証明に書き込まれます。
deposit-use-note = 使用の日付と場所
deposit-use-note-hint = 例：2026年5月3日、リヨンの見本市で展示。証明に書き込まれます。
deposit-contract-title = 契約の件名
deposit-contract-title-hint = 証明に書き込まれます。
deposit-label = 自分の一覧での名前
deposit-label-hint = ご本人だけに見えます。証明の一部ではありません。

# 2 Holder
deposit-holder = 誰が保有していますか
deposit-holder-hint = 名前は証明の中に封印されます。証明の申告を誰かに見せたときにだけ現れます。
deposit-holder-grid = ファイルの保有者
deposit-holder-name = 保有者の名前
deposit-holder-name-row = { $file } の保有者の名前
deposit-holder-kind = 個人か団体か
deposit-holder-kind-row = { $file } の保有者：個人か団体か
deposit-holder-role = 役割
deposit-holder-role-row = { $file } の保有者の役割
deposit-holder-second = 相手方
deposit-holder-add = 保有者を追加
deposit-holder-extra = そのほかの保有者（全ファイル共通）
deposit-fill-down = 最初の名前をすべてに使う
deposit-paste-column = 名前の一覧を貼り付ける
deposit-paste-column-hint = ファイルの順に、一行に一つ。表計算ソフトの列をそのまま表に貼り付けることもできます。
deposit-paste-column-label = 名前
deposit-paste-column-apply = 入力する
deposit-filled = { $count ->
   *[other] { $count } 件の名前を入力しました。
}
deposit-grid-hint = 上下の矢印キーで行を移動します。Ctrl+D で名前を下へコピーします。
deposit-same-holder = すべてのファイルで同じ保有者
deposit-agent = ほかの人の代理をしています
deposit-agent-hint = 弁護士・弁理士などの代理人向け：ご自身の名前が保有者の名前と並びます。
deposit-agent-name = お名前または事務所名
deposit-agent-matter = 整理番号
deposit-preview = 証明に書かれる内容
deposit-preview-one = { $holder } は、フィンガープリント { $fingerprint } のファイルを保有していると申告しました。
deposit-preview-size = サイズは { $size } です。
deposit-preview-together = フィンガープリントは、ファイルの一覧を通じてすべてのファイルをまとめて表します。ファイル数：{ $count }。
deposit-preview-name = ファイル名は { $name } です。
deposit-preview-name-hidden = ファイル名は記録されません。
deposit-preview-name-sealed = ファイル名は封印した形で記録されます。
deposit-preview-title = 題名など：{ $title }
deposit-preview-note = 備考：{ $note }
deposit-preview-agent = 保有者に代わって { $agent } が登録しました。
deposit-preview-matter = 整理番号：{ $matter }
deposit-preview-assurance = 登録者の身元の確認：{ $assurance }
deposit-preview-time = 時刻を付けるのは時刻認証局です。ご本人でも当サービスでもありません。
deposit-preview-which = { $file } について表示
deposit-declaration = 保有者として名前を挙げた個人・団体が、フィンガープリントを登録した時点でこのファイルを保有していたこと、およびその名前をここに挙げてよいことを申告します。

# 3 Timestamp
deposit-issue = { $count ->
   *[other] { $count } 個のファイルにタイムスタンプを付与
}
deposit-issue-none = まずファイルを選んでください
deposit-issue-together = すべてのファイルに一つの証明でタイムスタンプを付与 ({ $count })
deposit-together = すべてのファイルをまとめて ({ $count })
deposit-issue-hint = 上のフィンガープリントと名前が送信されるのは、ここで押したときだけです。
deposit-sign-in-first = タイムスタンプを付与するにはログインしてください。フィンガープリントはここで待っています。
deposit-sign-in = ログインして戻る
deposit-sign-up = アカウントを作成
deposit-issuing = タイムスタンプを付与中
deposit-issue-progress = 証明 { $total } 件中 { $done } 件が完了
deposit-state-sending = 送信中
deposit-state-queued = トークン待ち
deposit-state-verifying = トークンをここで検証中
deposit-state-done = 完了
deposit-state-failed = 失敗
deposit-state-refused = トークンは検証に合格しませんでした。使用しないでください。
deposit-failed-some = { $count ->
   *[other] { $count } 個のファイルは証明を得られませんでした。失われたものはありません。もう一度お試しください。
}
deposit-try-again = もう一度試す
deposit-done = { $count ->
   *[other] { $count } 件の証明ができました。
}
deposit-see-result = 証明を見る
deposit-package-with = ファイルを含むパッケージ
deposit-package-together = ファイルを含むパッケージ
deposit-name-keys = ファイル名は封印した形で記録されます。その鍵を今すぐ保存してください。鍵はこのページにしかなく、なければ後で名前を示せません。
deposit-name-keys-save = 名前の鍵を保存
deposit-manifest = ファイルの一覧を { $name } として保存しました。ファイルと一緒に、人に見せずに保管してください。これがないとこの証明は検証できず、誰にも作り直せません。
deposit-manifest-save = ファイルの一覧をもう一度保存
deposit-error-offline = サービスに接続できません。フィンガープリントはここに保存されています。しばらくしてからお試しください。
deposit-error-signed-out = ログアウトされました。もう一度ログインしてください。フィンガープリントはここに保存されています。
deposit-error-declaration = まず申告を確認してください。
deposit-error-many = 一度にタイムスタンプを付与できるファイルは { $count } 個までです。
deposit-error-refused = サービスに拒否されました：{ $detail }

# Names that are refused, and why
deposit-text-empty = 名前がありません。
deposit-text-too-long = 長すぎます。{ $count } 文字以内にしてください。
deposit-text-control = 制御文字が含まれています。
deposit-text-bidi = 文字の向きを変える隠れた文字が含まれています。
deposit-text-invisible = 見えない文字が含まれています。
deposit-text-space = 先頭か末尾の空白、連続した空白、または特殊な空白が含まれています。
deposit-text-not-a-character = 文字ではないものが含まれています。
deposit-text-mark-first = 文字に付いていないアクセント記号で始まっています。
deposit-text-not-normalised = 通常と異なる形で書かれています。入力し直してください。
