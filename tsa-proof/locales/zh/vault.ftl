# The list of one's proofs.

vault-title = 我的证明
vault-lead = 本服务保存您的证明，绝不保存您的文件。请保留证据包的副本：没有我们也同样可用。
vault-empty = 您还没有证明。
vault-empty-link = 制作第一份证明
vault-none-found = 没有符合这些条件的证明。
vault-search = 搜索
vault-search-hint = 文件名、持有人、标题，或指纹的开头几位
vault-filter = 筛选
vault-from = 从
vault-to = 至
vault-any = 全部
vault-apply = 显示
vault-reset = 显示全部
vault-column-time = 时间
vault-column-file = 文件
vault-column-holder = 持有人
vault-column-kind = 类别
vault-column-state = 状态
vault-next = 更早
vault-first = 最新
