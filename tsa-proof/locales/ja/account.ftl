# Signing up and in, the account's settings, API keys.

account-email = メールアドレス
account-password = パスワード
account-password-hint = 12 文字以上。互いに関係のない単語をいくつか並べると、覚えやすく、推測されにくくなります。
account-current-password = 現在のパスワード
account-new-password = 新しいパスワード
account-name = お名前または団体名
account-name-hint = 証明の保有者名の候補になります。ファイルごとに別の名前も選べます。
account-name-change-hint = 作成済みの証明は、作成時の名前のままです。
account-kind = このアカウントを使うのは
account-kind-individual = 個人
account-kind-company = 企業などの団体
account-kind-agent = 依頼者のために働く代理人

account-sign-up-title = アカウントを作成
account-sign-up-lead = 無料で、1 分で終わります。次に来られたときご本人とわかるように、メールアドレスが必要です。
account-sign-up-button = アカウントを作成
account-have-one = アカウントをすでにお持ちですか
account-none-yet = アカウントをまだお持ちでないですか

account-check-mail-title = メールをご確認ください
account-check-mail-sign-up = リンクを記したメールをお送りしました。開いてパスワードを入力すると、アカウントが使えるようになります。数分たっても届かなければ、迷惑メールフォルダーをご覧ください。
account-check-mail-reset = このアドレスのアカウントがあれば、リンクを記したメールをお送りしています。リンクは 30 分間有効です。
account-check-mail-email = このアドレスが使える場合は、リンクの入ったメールをお送りしました。リンクは 24 時間有効です。
account-check-mail-outbox = 送信箱を開く

account-confirm-title = メールアドレスの確認
account-confirm-lead = 設定したパスワードを入力すると、アカウントの準備が整います。
account-confirm-button = 確認してログイン

account-sign-in-title = ログイン
account-sign-in-button = ログイン
account-forgot = パスワードをお忘れですか
account-signed-out = ログアウトしました。
account-password-set = 新しいパスワードを設定しました。それでログインしてください。
account-erased = アカウントと、お名前に関するすべての記録を消去しました。

account-code-title = コードを入力
account-code-lead = このアカウントには二要素認証が必要です。
account-code = コード
account-code-hint = 認証アプリに表示されている 6 桁の数字、またはリカバリーコード。

account-reset-title = 新しいパスワードを選ぶ
account-reset-lead = メールアドレスをお知らせください。新しいパスワードを設定するためのリンクをお送りします。
account-reset-button = リンクを送る
account-new-password-title = 新しいパスワードを設定
account-new-password-button = パスワードを設定
account-reset-revoke-keys = API キーもすべて取り消す
account-reset-revoke-keys-hint = ほかの人がアカウントに入った可能性がある場合は、チェックを付けたままにしてください。その後、プログラムには新しいキーが必要です。

account-link-title = このリンクはもう使えません
account-link-text = すでに使われたか、古すぎます。新しいリンクを請求してください。

account-title = アカウント
account-profile = プロフィール
account-assurance = 確認済みの事項
account-assurance-none = 何も確認されていません
account-assurance-email = メールアドレスが確認されています。証明にはそのことだけが記されます。
account-since = アカウント作成日
account-save = 保存
account-saved = 保存しました。
account-email-change = メールアドレスを変更
account-email-change-lead = 新しいアドレスにリンクを、これまでのアドレスにお知らせをお送りします。リンクを開いてパスワードを入力すると、アドレスが変わります。
account-email-new = 新しいメールアドレス
account-email-confirm-lead = パスワードを入力すると、アカウントのメールアドレスは今後次のとおりになります：
account-email-confirm-button = このアドレスを使う
account-email-changed = メールアドレスを変更しました。ほかの端末はログアウトされました。
account-change-password = パスワードを変更
account-password-changed = パスワードを変更しました。ほかの端末はログアウトされました。

account-factor = 二要素認証
account-factor-off = ログインにはパスワードだけが必要です。スマートフォンの認証アプリのコードを加えると、盗まれたパスワードは役に立たなくなります。
account-factor-on = ログインには認証アプリのコードが必要です。
account-factor-codes-left = { $count ->
   *[other] リカバリーコードは残り { NUMBER($count) } 個です。
}
account-factor-set = コードを有効にする
account-factor-manage = 変更
account-factor-remove = コードを無効にする
account-factor-removed = コードを無効にしました。
account-factor-lead = スマートフォンの認証アプリが必要です。6 桁のコードを作るものなら何でも使えます。
account-factor-add = このキーを認証アプリに追加
account-factor-type = 認証アプリに入力するか、アプリのある端末で下のリンクを開いてください：
account-factor-scan = この画像を認証アプリで読み取ってください。
account-factor-picture = 認証アプリのカメラで読み取るための、キーを含む画像
account-factor-open = この端末の認証アプリを開く
account-factor-prove = 表示されたコードを入力
account-recovery = リカバリーコード
account-recovery-lead = 今すぐ印刷するか書き留めてください。表示されるのはこの一度だけです。スマートフォンをなくしたとき、それぞれ一回ログインできます。
account-recovery-renew = 新しいリカバリーコードを作る
account-recovery-kept = 控えました

account-sessions = ログイン中の端末
account-session-network = ネットワーク
account-session-seen = 最終利用
account-session-this = この端末
account-session-end = ログアウトさせる
account-session-ended = ログアウトさせました。
account-session-end-others = ほかをすべてログアウトさせる

account-leave = お客様のデータ
account-leave-lead = 保存されているものをすべて持ち出すことも、消去することもできます。証明は当サービスがなくても有効です。ダウンロードしたものは、いつまでも検証できます。
account-export = すべてダウンロード
account-export-lead = プロフィール、登録、申告、トークンを一つのファイルで受け取れます。
account-export-button = ダウンロード
account-erase = アカウントを消去
account-erase-lead = お名前、アドレス、申告、すべての鍵が、バックアップも含めてただちに破棄されます。誰にも元に戻せません。
account-erase-keep = ダウンロードしていないトークンと申告は失われます。先にすべてダウンロードしてください。
account-erase-button = すべて消去

account-keys = API キー
account-keys-lead = キーがあれば、お客様のプログラムがお客様の名で証明を作成し、読み取れます。
account-keys-none = まだキーはありません。
account-key-new = 新しいキー
account-key-name = 名前
account-key-name-hint = どこで使うかを書いておくと、どれを取り消すかがわかります。
account-key-scopes = 許可すること
account-key-scope-deposit-write = 証明の作成
account-key-scope-deposit-read = 証明の読み取り
account-key-scope-verify = 証明の検証
account-key-scope-keys = キーの作成と取り消し
account-key-life = 有効期間
account-key-days = { $count ->
   *[other] { NUMBER($count) } 日
}
account-key-no-end = 取り消すまで
account-key-made = 作成日
account-key-used = 最終利用
account-key-never = なし
account-key-ends = 期限
account-key-make = キーを作る
account-key-once = これがキーです。今すぐコピーしてください。表示されるのはこの一度だけです。
account-key-revoke = 取り消す

account-outbox = 送信箱
account-outbox-lead = この試用環境では、メールはこのコンピューターの外に出ません。送られるはずだったものをここに表示します。
account-outbox-empty = まだ何も送信されていません。

account-error-email-refused = このメールアドレスは使えません。name@example.org のように、半角の英数字で入力してください。
account-error-kind-unknown = このアカウントを使う方を選んでください。
account-error-password-too-short = パスワードが短すぎます。12 文字以上が必要です。
account-error-password-too-long = パスワードが長すぎます。
account-error-password-common = このパスワードは真っ先に試されるものの一つです。別のものを選んでください。
account-error-password-address = メールアドレスをパスワードにすることはできません。
account-error-wrong-credentials = メールアドレスまたはパスワードが違います。
account-error-wrong-password = パスワードが違います。
account-error-email-not-confirmed = メールアドレスがまだ確認されていません。リンクをもう一度お送りしました。
account-error-link-not-valid = このリンクはもう使えません。新しいリンクを請求してください。
account-error-code-wrong = コードが違うか、すでに使われています。次のコードをお待ちください。
account-error-second-factor-state = すでに済んでいます。
account-error-scopes-refused = キーに許可することを選んでください。
account-error-key-end-refused = キーの有効期間を選んでください。
account-error-too-many-keys = 一つのアカウントで持てるキーの数に達しています。先に一つ取り消してください。
account-error-not-signed-in = 先にログインしてください。
account-error-too-many-tries = { $count ->
   *[other] 試行回数が多すぎます。{ NUMBER($count) } 分後にお試しください。
}
account-error-busy = サービスが混み合っています。しばらくしてからお試しください。
account-error-internal = サービス側のエラーです。記録しました。しばらくしてからお試しください。
account-error-text-empty = 名前を入力してください。
account-error-text-too-long = 名前が長すぎます。200 文字以内にしてください。
account-error-text-control = 名前に改行などの制御文字が含まれています。入力し直してください。
account-error-text-bidi = 名前に、文字の向きを変える見えない文字が含まれています。入力し直してください。
account-error-text-invisible = 名前に見えない文字が含まれています。入力し直してください。
account-error-text-space = 名前に特殊な空白、または連続した空白が含まれています。入力し直してください。
account-error-text-not-a-character = 名前に、どこでも通用する文字ではないものが含まれています。入力し直してください。
account-error-text-mark-first = 名前が、文字に付いていないアクセント記号で始まっています。入力し直してください。
