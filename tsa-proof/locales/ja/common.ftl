# Words of every page: header, footer, buttons, states.

common-brand = Proof

common-skip = 本文へ移動
common-menu = メインメニュー
common-account-menu = アカウントメニュー
common-language = 言語
common-languages = 言語を選ぶ
common-theme = 配色
common-theme-auto = 端末に合わせる
common-theme-light = ライト
common-theme-dark = ダーク

common-nav-make = 証明を作成
common-nav-check = 証明を検証
common-nav-vault = マイ証明
common-nav-compare = 二つの証明を比較
common-nav-trust = 信頼性
common-nav-help = ヘルプ
common-nav-account = アカウント
common-nav-keys = API キー
common-nav-outbox = 送信箱
common-sign-in = ログイン
common-sign-up = アカウントを作成
common-sign-out = ログアウト

common-trial = これは一台のコンピューターで動く試用環境です。ここで作る証明の証明書は誰にも信頼されていません。試すためのもので、証拠にはなりません。
common-noscript = このページの処理は、当サービスではなくお使いのブラウザーで行われます。ファイルを送信せずにフィンガープリントを計算するには JavaScript が必要です。

common-copy = コピー
common-copied = コピーしました
common-download = ダウンロード
common-more = もっと見る
common-back = 戻る
common-next = 次へ
common-remove = 取り除く
common-optional = 任意
common-yes = はい
common-no = いいえ
common-unknown = 不明
common-pages = ページ

common-sha256 = SHA-256 フィンガープリント
common-sha512 = SHA-512 フィンガープリント
common-serial = シリアル番号
common-policy = ポリシー
common-time-utc = 時刻 (UTC)
common-time-local = お使いの時計では
common-size = サイズ
common-file = ファイル
common-file-number = ファイル { $number }
common-holder = 保有者
common-category = 種類
common-stage = 段階
common-state = 状態

common-state-queued = トークン待ち
common-state-issued = 発行済み
common-state-failed = 失敗

common-category-trade-secret = 営業秘密
common-category-research = 研究記録
common-category-creative = 創作物
common-category-software = ソフトウェア
common-category-contract = 契約書
common-category-evidence-of-use = 使用の証拠
common-category-other = その他

common-stage-idea = 着想
common-stage-develop = 創作・開発
common-stage-protect = 保護
common-stage-manage = 活用

common-kind-person = 個人
common-kind-organisation = 団体

common-role-holder = 保有者
common-role-author = 著作者
common-role-owner = 所有者
common-role-inventor = 発明者
common-role-party = 当事者

common-assurance-none = 確認なし
common-assurance-email = メールアドレスを確認済み
common-assurance-domain = ドメインを確認済み
common-assurance-eid = 電子的な身元確認
common-assurance-manual = 人による確認

common-accuracy-seconds = 誤差 { $count ->
   *[other] { $count } 秒以内
}
common-accuracy-millis = 誤差 { $count ->
   *[other] { $count } ミリ秒以内
}

common-footer-privacy = ファイルはお使いの端末から出ません。送信されるのはフィンガープリントだけで、それも指示されたときに限ります。
common-footer-check = 証明の検証は無料で、アカウントは不要です。当サービスがなくても検証できます。
