# The first page.

landing-title = ファイルが存在したことを証明する
landing-lead = ファイルのフィンガープリントに、正確な時刻とともに署名します。ファイルが端末から出ることはなく、当サービスを信用しなくても、誰でも証明を検証できます。
landing-drop-title = 証明を作成・検証する
landing-drop-lead = ファイルやフォルダーをドロップすると証明を作成します。証明をドロップすると検証します。
landing-continue = { $count ->
   *[other] この { $count } 個のファイルで続ける
}
landing-check-instead = ドロップされたのは証明です。検証しましょう。
landing-nothing-sent = 「タイムスタンプを付与」を押すまで、何も送信されません。

landing-how = 仕組み
landing-how-1-title = フィンガープリント
landing-how-1-text = ブラウザーがファイルのすべてのビットから短い数値を計算します。内容は一切わからず、同じ値になる別のファイルはありません。
landing-how-2-title = タイムスタンプ
landing-how-2-text = 時刻認証局が、フィンガープリントと時刻、そして誰が保有していたかの封印された記録に署名します。1 秒ほどで終わります。
landing-how-3-title = 保管
landing-how-3-text = 小さな証拠パッケージを受け取ります。ファイルと一緒に保管してください。両方がそろって証明になります。今日も、二十年後も。
landing-how-4-title = 検証
landing-how-4-text = 誰でもここで無料で検証できます。広く使われている OpenSSL を使えば、当サービスがなくなった後でも手元で検証できます。

landing-for = こんなときに
landing-for-secret = 営業秘密やノウハウを共有する前に
landing-for-research = 実験ノートや研究データを書きためるごとに
landing-for-creative = 音楽・文章・デザイン・ソースコードを見せる前に
landing-for-contract = 契約書、ライセンス、商標の使用の証拠に

landing-not = 証明しないこと
landing-not-lead = タイムスタンプは、ある一つのことの有力な証拠です。その限界も正直にお伝えします。
landing-not-1-title = 誰が作ったか
landing-not-1-text = その時刻にファイルが存在したことは証明しますが、誰が書いたか、法的に誰のものかは証明しません。
landing-not-2-title = あなたが誰か
landing-not-2-text = 保有者の名前は申告どおりに記録されます。どこまで確認されたかはその横に記され、それ以上ではありません。
landing-not-3-title = ほかに誰も持っていなかったこと
landing-not-3-text = 同じファイルを持つ人がほかにいたかもしれず、一人が複数の名前を記録した可能性もあります。

landing-standards = 公開された標準に基づく
landing-standards-text = トークンは RFC 3161 に従い、公開ログに記載されます。このウェブサイトに依存する証明はありません。
landing-trust-link = 証明書と公開ログを見る
landing-help-link = 裁判官が尋ねること
