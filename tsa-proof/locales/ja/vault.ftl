# The list of one's proofs.

vault-title = マイ証明
vault-lead = 当サービスは証明を保管しますが、ファイルは保管しません。パッケージのコピーを手元に残してください。当サービスがなくても使えます。
vault-empty = まだ証明はありません。
vault-empty-link = 最初の証明を作成
vault-none-found = この条件に合う証明はありません。
vault-search = 検索
vault-search-hint = ファイル名、保有者、題名、またはフィンガープリントの先頭の数桁
vault-filter = 絞り込み
vault-from = 開始日
vault-to = 終了日
vault-any = すべて
vault-apply = 表示
vault-reset = すべて表示
vault-column-time = 時刻
vault-column-file = ファイル
vault-column-holder = 保有者
vault-column-kind = 種類
vault-column-state = 状態
vault-next = 以前のもの
vault-first = 最新
