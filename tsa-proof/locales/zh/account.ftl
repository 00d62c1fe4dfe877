# Signing up and in, the account's settings, API keys.

account-email = 电子邮箱
account-password = 密码
account-password-hint = 至少 12 个字符。几个互不相干的词容易记住，却很难猜中。
account-current-password = 当前密码
account-new-password = 新密码
account-name = 您的姓名或组织名称
account-name-hint = 它会作为证明中持有人的默认姓名。您可以为每个文件另选。
account-name-change-hint = 已制作的证明保留当时的姓名。
account-kind = 谁使用此账户？
account-kind-individual = 个人
account-kind-company = 公司或其他组织
account-kind-agent = 为客户办理的代理人

account-sign-up-title = 创建账户
account-sign-up-lead = 免费，一分钟即可。我们需要电子邮箱，以便您再来时知道是您。
account-sign-up-button = 创建账户
account-have-one = 已有账户？
account-none-yet = 还没有账户？

account-check-mail-title = 请查看邮箱
account-check-mail-sign-up = 我们已向您发送带链接的邮件。打开它并输入密码，账户就归您使用。如果几分钟内没有收到，请查看垃圾邮件文件夹。
account-check-mail-reset = 如果此邮箱有账户，带链接的邮件已在途中。链接 30 分钟内有效。
account-check-mail-email = 如果该地址可以使用，带有链接的邮件已发往该地址。链接在 24 小时内有效。
account-check-mail-outbox = 打开发件箱

account-confirm-title = 确认您的电子邮箱
account-confirm-lead = 输入您设定的密码，账户即可使用。
account-confirm-button = 确认并登录

account-sign-in-title = 登录
account-sign-in-button = 登录
account-forgot = 忘记密码？
account-signed-out = 您已退出登录。
account-password-set = 新密码已设置。请用它登录。
account-erased = 您的账户以及所有涉及您姓名的内容已清除。

account-code-title = 输入验证码
account-code-lead = 您的账户需要两步验证。
account-code = 验证码
account-code-hint = 身份验证器现在显示的六位数字，或您的一个恢复码。

account-reset-title = 设置新密码
account-reset-lead = 请告诉我们您的电子邮箱。我们会发送链接，供您设置新密码。
account-reset-button = 发送链接
account-new-password-title = 设置新密码
account-new-password-button = 设置密码
account-reset-revoke-keys = 同时撤销所有 API 密钥
account-reset-revoke-keys-hint = 如果可能有他人进入过您的账户，请保持勾选。之后您的程序需要新的密钥。

account-link-title = 此链接已失效
account-link-text = 它已被使用，或已过期。请重新申请。

account-title = 账户
account-profile = 资料
account-assurance = 我们对您的了解
account-assurance-none = 未核实任何内容
account-assurance-email = 您的电子邮箱已确认。证明会写明这一点，仅此而已。
account-since = 账户创建时间
account-save = 保存
account-saved = 已保存。
account-email-change = 更改电子邮箱
account-email-change-lead = 我们会向新地址发送链接，并通知旧地址。您打开链接并输入密码后，地址即更改。
account-email-new = 新的电子邮箱
account-email-confirm-lead = 请输入密码，之后您的账户将使用此地址：
account-email-confirm-button = 使用此地址
account-email-changed = 您的电子邮箱已更改。其他设备已退出登录。
account-change-password = 更改密码
account-password-changed = 密码已更改。其他设备已退出登录。

account-factor = 两步验证
account-factor-off = 登录只需密码。手机身份验证器的验证码能让被盗的密码毫无用处。
account-factor-on = 登录需要身份验证器中的验证码。
account-factor-codes-left = { $count ->
   *[other] 还剩 { NUMBER($count) } 个恢复码。
}
account-factor-set = 启用验证码
account-factor-manage = 更改
account-factor-remove = 停用验证码
account-factor-removed = 验证码已停用。
account-factor-lead = 您的手机上需要有身份验证器：任何能生成六位验证码的应用均可。
account-factor-add = 将此密钥添加到身份验证器
account-factor-type = 在身份验证器中输入，或在装有身份验证器的设备上打开下面的链接：
account-factor-scan = 用它扫描这张图片：
account-factor-picture = 含有密钥的图片，供身份验证器的相机扫描
account-factor-open = 打开此设备上的身份验证器
account-factor-prove = 输入它显示的验证码
account-recovery = 您的恢复码
account-recovery-lead = 请现在打印或抄下：只显示这一次。手机丢失时，每个恢复码可登录一次。
account-recovery-renew = 生成新的恢复码
account-recovery-kept = 我已保存

account-sessions = 已登录的设备
account-session-network = 网络
account-session-seen = 最近使用
account-session-this = 本设备
account-session-end = 退出登录
account-session-ended = 已退出登录。
account-session-end-others = 让其他设备全部退出

account-leave = 您的数据
account-leave-lead = 您可以带走我们保存的有关您的一切，也可以清除。没有我们，您的证明依然有效：您下载的内容永远可以验证。
account-export = 下载全部
account-export-lead = 您会得到一个文件，包含资料、存证、声明和令牌。
account-export-button = 下载
account-erase = 清除账户
account-erase-lead = 您的姓名、邮箱、声明和所有密钥会立即销毁，备份中的也一样。任何人都无法恢复。
account-erase-keep = 您未下载的令牌和声明将不可再得。请先下载全部。
account-erase-button = 全部清除

account-keys = API 密钥
account-keys-lead = 有了密钥，您的程序可以以您的名义制作和读取证明。
account-keys-none = 还没有密钥。
account-key-new = 新密钥
account-key-name = 名称
account-key-name-hint = 在何处使用，以便知道该撤销哪一个。
account-key-scopes = 允许的操作
account-key-scope-deposit-write = 制作证明
account-key-scope-deposit-read = 读取证明
account-key-scope-verify = 验证证明
account-key-scope-keys = 创建和撤销密钥
account-key-life = 有效期
account-key-days = { $count ->
   *[other] { NUMBER($count) } 天
}
account-key-no-end = 直至撤销
account-key-made = 创建于
account-key-used = 最近使用
account-key-never = 从未
account-key-ends = 到期
account-key-make = 创建密钥
account-key-once = 这就是密钥。请现在复制：只显示这一次。
account-key-revoke = 撤销

account-outbox = 发件箱
account-outbox-lead = 在此试用环境中，邮件不会离开本机。本应发送的内容显示在这里。
account-outbox-empty = 尚未发送任何内容。

account-error-email-refused = 无法使用此邮箱。请按 name@example.org 的形式用拉丁字母书写。
account-error-kind-unknown = 请选择谁使用此账户。
account-error-password-too-short = 密码太短：至少需要 12 个字符。
account-error-password-too-long = 密码太长。
account-error-password-common = 这是攻击者最先尝试的密码之一。请另选一个。
account-error-password-address = 密码不能是您的电子邮箱。
account-error-wrong-credentials = 电子邮箱或密码错误。
account-error-wrong-password = 密码错误。
account-error-email-not-confirmed = 您的电子邮箱尚未确认。我们已再次发送链接。
account-error-link-not-valid = 此链接已失效。请重新申请。
account-error-code-wrong = 验证码错误或已被使用。请等待下一个。
account-error-second-factor-state = 此操作已经完成。
account-error-scopes-refused = 请选择密钥可以做什么。
account-error-key-end-refused = 请选择密钥的有效期。
account-error-too-many-keys = 您的密钥数量已达上限。请先撤销一个。
account-error-not-signed-in = 请先登录。
account-error-too-many-tries = { $count ->
   *[other] 尝试次数过多。请在 { NUMBER($count) } 分钟后再试。
}
account-error-busy = 服务繁忙。请稍后重试。
account-error-internal = 我们这边出错了。已记录。请稍后重试。
account-error-text-empty = 请输入姓名。
account-error-text-too-long = 姓名太长：最多 200 个字符。
account-error-text-control = 姓名含有控制字符，例如换行。请重新输入。
account-error-text-bidi = 姓名含有改变书写方向的不可见字符。请重新输入。
account-error-text-invisible = 姓名含有不可见字符。请重新输入。
account-error-text-space = 姓名含有特殊空格或连续空格。请重新输入。
account-error-text-not-a-character = 姓名含有并非处处通用的字符。请重新输入。
account-error-text-mark-first = 姓名以不属于任何字母的附加符号开头。请重新输入。
