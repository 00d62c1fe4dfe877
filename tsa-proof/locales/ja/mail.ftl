# Letters to the owner of an account. Plain text. After "text" comes a link on its own line, then "after".
# { $service } is the host name of the service, such as proof.example.

mail-signature = { $service }：ファイルが存在したことの証拠

mail-confirm-subject = メールアドレスの確認
mail-confirm-text = { $service } にこのアドレスでアカウントが作成されました。お心当たりがあれば、24 時間以内に次のリンクを開き、設定したパスワードを入力してください：
mail-confirm-after = お心当たりがなければ、何もなさらないでください。パスワードがなければリンクは何も開かず、アカウントはロックされたままです。

mail-reset-subject = 新しいパスワードの設定
mail-reset-text = { $service } のアカウントについて、パスワードの再設定が申し込まれました。お心当たりがあれば、30 分以内に次のリンクを開いてください：
mail-reset-after = お心当たりがなければ、何もなさらないでください。パスワードは変わりません。

mail-new-address-subject = 新しいメールアドレスの確認
mail-new-address-text = { $service } のアカウントの持ち主が、このアドレスを使おうとしています。ご本人の場合は、24 時間以内に次のリンクを開いてパスワードを入力してください：
mail-new-address-after = お心当たりがなければ、何もなさらないでください。パスワードがなければリンクは何も開きません。

mail-address-asked-subject = アカウントのアドレスが変更されようとしています
mail-address-asked-text = パスワードを知っている人が、{ $service } のアカウントのアドレスを変更しようとしました。ご本人であれば、ここですることはありません。新しいアドレスに届いたリンクを開いてください。お心当たりがなければ、すぐに新しいパスワードを設定してください。変更は中止されます：
mail-address-asked-after = このアドレスで新しいパスワードを設定できなくなっている場合は、{ $service } の運営者にご連絡ください。

mail-already-subject = すでにアカウントをお持ちです
mail-already-text = { $service } で、このアドレスのアカウントを作成しようとした方がいますが、すでにアカウントがあります。ご本人であれば、こちらからログインしてください：
mail-already-after = パスワードをお忘れの場合は、そこで再設定を申し込んでください。お心当たりがなければ、何もなさらないでください。

mail-password-subject = パスワードが変更されました
mail-password-text = { $service } のアカウントのパスワードが変更され、ほかの端末はログアウトされました。ご本人であれば、何も必要ありません。アカウント：
mail-password-after = お心当たりがなければ、すぐにパスワードの再設定を申し込んでください。

mail-factor-set-subject = ログインコードが有効になりました
mail-factor-set-text = { $service } のアカウントは、今後ログイン時に認証アプリのコードを求めます。アカウント：
mail-factor-set-after = お心当たりがなければ、すぐにパスワードの再設定を申し込み、ほかのセッションをすべて終了してください。

mail-factor-removed-subject = ログインコードが無効になりました
mail-factor-removed-text = { $service } のアカウントは、今後ログイン時にコードを求めません。アカウント：
mail-factor-removed-after = お心当たりがなければ、すぐにパスワードの再設定を申し込み、ほかのセッションをすべて終了してください。

mail-result-subject = 作成した証明
mail-result-text = { $service } に依頼された登録の結果をお送りします。証明とパッケージはこちらです。
mail-result-after = 以下の各行が一つの証明です。時刻 (UTC)、トークンのシリアル番号、ファイルの SHA-256 フィンガープリントを示します。このメール自体は証明ではありません。パッケージをファイルと一緒に保管してください。
