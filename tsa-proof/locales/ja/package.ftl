# README of an evidence package, plain text. { $file } is a file name or the fingerprint, { $time } a time in UTC.

package-title = 存在証明
package-what = このパッケージは、ファイルがこの時刻に存在したこと、および誰が保有者として記録されたかを示します。
package-file = ファイル：{ $file }
package-fingerprint = SHA-256：{ $fingerprint }
package-time = 時刻 (UTC)：{ $time }
package-accuracy = 精度：{ $accuracy }
package-serial = シリアル番号：{ $serial }
package-holder = 保有者：{ $holder }
package-agent = 登録した代理人：{ $agent }
package-service = サービス：{ $service }
package-number = 証明番号：{ $id }
package-keep = このパッケージはファイルと一緒に保管してください。変更のないファイルがなければ、何も証明しません。
package-keep-copies = コピーをもう一つ、別の場所に保管してください。ファイルを変えるプログラムで開いて保存し直さないでください。

package-check-title = 検証の方法
package-check-page = ブラウザーで verify.html を開き（ネットワーク不要）、ファイルとこのパッケージをそこにドロップします。
package-check-script = または、OpenSSL 3 のある環境で次を実行します：
package-check-root = どちらも、このパッケージのルート証明書を使います。そのフィンガープリントを、サービスの信頼性ページなど信頼できる情報源と比べるか、--root で手元のコピーを指定してください。
package-check-root-fingerprint = ルート証明書の SHA-256：{ $fingerprint }
package-check-crl = 証明書が失効していないかは、証明より後に発行された失効リストでしかわかりません。検証でリストがないと表示されたら、サービスの信頼性ページから最新のもの (crls.pem) を取得し、次のように指定してください：sh verify.sh --crl crls.pem

package-contents-title = 内容
package-contents-file = original/：ファイルそのもの
package-contents-manifest = manifest.json、folder.head：まとめてタイムスタンプが付与されたファイルの一覧。ここにない場合は、保存した manifest-….json をこの名前でこれらのファイルと同じ場所に置いてください。人に見せないでください
package-contents-file-tsr = file.tsr：時刻認証局が応答した、ファイルのタイムスタンプ (RFC 3161)
package-contents-claim = claim.json：保有者の名前を含む申告
package-contents-claim-tst = claim.tst：申告のタイムスタンプ。サービスが記録したことを示します
package-contents-claim-asics = claim.asics：申告とタイムスタンプを一つのコンテナー (ASiC-S) にしたもの。ほかのプログラム用
package-contents-certificates = chain.pem、roots.pem、crls.pem：証明書と失効リスト
package-contents-log = file.tlog-proof、claim.tlog-proof：両方のタイムスタンプが公開ログにあることの証明
package-contents-policy = policy.txt、trust.txt：ログの鍵と、サービスがタイムスタンプに求める条件
package-contents-verify = { $files }：当サービスなしで検証する方法

package-means-title = 示すことと、示さないこと
package-means-shows = ファイルが遅くともこの時刻に存在したこと、その時刻にこの名前が記録されたことを示します。
package-means-not = 誰がファイルを作ったか、法的に誰のものか、名前が記載以上に確認されたことは示しません。
package-means-assurance-none = 登録者の身元は確認されていません。
package-means-assurance-email = 登録者のメールアドレスが確認されています。
package-means-assurance-domain = 登録者のインターネットドメインが確認されています。
package-means-assurance-eid = 登録者は電子的な身元確認を使いました。
package-means-assurance-manual = 登録者の身元は人によって確認されています。
package-means-expiry = 証明に期限はありません。証明書は期限を迎えますが、それ以前の署名は検証できます。
