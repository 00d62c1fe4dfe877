# Letters to the owner of an account. Plain text. After "text" comes a link on its own line, then "after".
# { $service } is the host name of the service, such as proof.example.

mail-signature = { $service }：证明您的文件曾经存在

mail-confirm-subject = 请确认您的电子邮箱
mail-confirm-text = 有人在 { $service } 用此邮箱创建了账户。如果是您，请在 24 小时内打开此链接并输入您设定的密码：
mail-confirm-after = 如果不是您，请不必理会：没有密码，链接什么也打不开，账户保持锁定。

mail-reset-subject = 请设置新密码
mail-reset-text = 有人为您在 { $service } 的账户申请了新密码。如果是您，请在 30 分钟内打开此链接：
mail-reset-after = 如果不是您，请不必理会：您的密码保持不变。

mail-new-address-subject = 请确认新的电子邮箱
mail-new-address-text = { $service } 上一个账户的所有者希望将此地址用于该账户。如果是您，请在 24 小时内打开此链接并输入密码：
mail-new-address-after = 如果不是您，请不必理会：没有密码，链接什么也打不开。

mail-address-asked-subject = 您的账户将更换地址
mail-address-asked-text = 有知道您密码的人，为您在 { $service } 的账户申请了另一个地址。如果是您，此处无需操作：请在新邮箱中打开链接。如果不是您，请立即设置新密码，更改即告停止：
mail-address-asked-after = 如果用此地址已无法设置新密码，请联系 { $service } 的运营者。

mail-already-subject = 您已有账户
mail-already-text = 有人想在 { $service } 用此邮箱创建账户，但该邮箱已有账户。如果是您，请在此登录：
mail-already-after = 如果忘记了密码，请在那里申请新密码。如果不是您，请不必理会。

mail-password-subject = 您的密码已更改
mail-password-text = 您在 { $service } 的账户密码已更改，其他设备已退出登录。如果是您，无需任何操作。您的账户：
mail-password-after = 如果不是您，请立即申请新密码。

mail-factor-set-subject = 登录验证码已启用
mail-factor-set-text = 您在 { $service } 的账户今后登录时需要身份验证器中的验证码。您的账户：
mail-factor-set-after = 如果不是您，请立即申请新密码并结束所有其他会话。

mail-factor-removed-subject = 登录验证码已停用
mail-factor-removed-text = 您在 { $service } 的账户登录时不再需要验证码。您的账户：
mail-factor-removed-after = 如果不是您，请立即申请新密码并结束所有其他会话。

mail-result-subject = 您的证明
mail-result-text = 您请 { $service } 发送一次存证的结果。证明及其证据包在此：
mail-result-after = 下面每行是一份证明：其时间 (UTC)、令牌的序列号和文件的 SHA-256 指纹。本邮件本身不是证明：请将证据包与文件一起保存。
