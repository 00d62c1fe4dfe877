# What a deposit gave, and the page of one proof.

result-title = 作成した証明
result-title-one = 作成した証明
result-lead = { $count ->
   *[other] { $count } 個のファイルにタイムスタンプが付与されました。
}
result-waiting = { $count ->
   *[other] { $count } 個のファイルがまだトークンを待っています。このページは自動で更新されます。
}
result-failed = { $count ->
   *[other] { $count } 個のファイルは証明を得られませんでした。
}
result-proof = 証明
result-proof-title = { $name } の証明
result-existed = ファイルが存在した時刻
result-accuracy = 時刻の精度：{ $accuracy }
result-holder = 記録された保有者
result-agent = 登録した代理人
result-matter = 整理番号
result-work-title = 題名
result-work-note = 備考
result-assurance = 登録者の身元
result-file-name = ファイル名
result-file-name-sealed = 封印済み（鍵はご本人がお持ちです）
result-file-name-none = 記録なし
result-service = サービス
result-made = 作成日
result-verified-here = たった今、お使いのブラウザーで検証しました。トークンは正しいものです。
result-verified-failed = ブラウザーでの検証に失敗しました。このトークンを使用しないでください。
result-verifying = ブラウザーでトークンを検証中…

result-keep = この二つを一緒に保管してください
result-keep-text = 変更していないファイルと、その証拠パッケージ。両方がそろって証明になります。片方だけでは足りません。
result-keep-file = 元のファイル
result-keep-file-text = 保存し直したり、変換したりしないでください。名前は変えてもよく、正確なコピーも同じように使えます。
result-keep-package = その証拠パッケージ
result-keep-package-text = トークン、申告、証明書、そして当サービスなしですべてを検証する小さなプログラム。
result-package = パッケージをダウンロード
result-package-with = ファイルを含めてダウンロード
result-package-with-hint = 端末上で組み立てます。ファイルをここにドロップしてください。送信はされません。
result-together = これは複数のファイルをまとめた証明です。検証には、ファイルと、証明の作成時に端末に保存された一覧 manifest-….json が必要です。パッケージとファイルと一緒にドロップしてください。
result-package-built = パッケージができました：{ $size }
result-package-wrong-file = 別のファイルです。フィンガープリントが異なります。タイムスタンプを付与したファイルをドロップしてください。
result-package-waiting = 公開ログへの記載がまだ終わっていません。ダウンロードは数秒待ってから始まります。
result-all-packages = すべてのパッケージをダウンロード
result-all-packages-hint = ファイルごとのパッケージを収めた一つのアーカイブです。
result-parts = 個々の構成要素
result-part-token = トークン
result-part-token-text = RFC 3161 による、ファイルの署名付き時刻 (file.tsr)
result-part-claim = 申告
result-part-claim-text = 誰が保有していたかの正確な記録 (claim.json)
result-part-claim-token = 申告トークン
result-part-claim-token-text = 申告の署名付き時刻 (claim.tst)
result-part-container = コンテナー
result-part-container-text = 欧州の検証ツール向けの、申告とそのトークン (claim.asics)
result-drill = 今すぐ試してみる
result-drill-text = 新しいうちに一度検証し、やり方を確かめておいてください。
result-drill-link = 証明を検証
result-again = もう一つ作成
result-to-vault = すべてのマイ証明
result-timeline = 時系列
result-event-fingerprint = フィンガープリントを受領
result-event-file-token = ファイルにタイムスタンプを付与
result-event-claim-token = 保有者の名前にタイムスタンプを付与
result-event-logged = 公開ログに記載
result-failure = 失敗した理由
result-failure-text = このファイルについては何も記録されていません。もう一度タイムスタンプを付与してください。

result-mail = これをメールで受け取る
result-mail-sent = メールアドレスに送信しました。
result-mail-hint = 時刻、シリアル番号、フィンガープリント。ファイル名や保有者名は含みません。
