# Words of every page: header, footer, buttons, states.

common-brand = Proof

common-skip = 跳到正文
common-menu = 主菜单
common-account-menu = 您的账户
common-language = 语言
common-languages = 选择语言
common-theme = 配色
common-theme-auto = 跟随设备
common-theme-light = 浅色
common-theme-dark = 深色

common-nav-make = 制作证明
common-nav-check = 验证证明
common-nav-vault = 我的证明
common-nav-compare = 比较两份证明
common-nav-trust = 信任依据
common-nav-help = 帮助
common-nav-account = 账户
common-nav-keys = API 密钥
common-nav-outbox = 发件箱
common-sign-in = 登录
common-sign-up = 创建账户
common-sign-out = 退出登录

common-trial = 这是单机试用环境。其证明所依据的证书不受任何人信任：只供试用，不能用作证据。
common-noscript = 本页在您的浏览器中运行，而不是在我们这边：计算文件指纹而不发送文件，需要 JavaScript。

common-copy = 复制
common-copied = 已复制
common-download = 下载
common-more = 更多
common-back = 返回
common-next = 下一步
common-remove = 移除
common-optional = 可选
common-yes = 是
common-no = 否
common-unknown = 未知
common-pages = 页面

common-sha256 = SHA-256 指纹
common-sha512 = SHA-512 指纹
common-serial = 序列号
common-policy = 策略
common-time-utc = 时间 (UTC)
common-time-local = 您的本地时间
common-size = 大小
common-file = 文件
common-file-number = 文件 { $number }
common-holder = 持有人
common-category = 类别
common-stage = 阶段
common-state = 状态

common-state-queued = 等待令牌
common-state-issued = 已签发
common-state-failed = 失败

common-category-trade-secret = 商业秘密
common-category-research = 研究记录
common-category-creative = 创意作品
common-category-software = 软件
common-category-contract = 合同
common-category-evidence-of-use = 使用证据
common-category-other = 其他

common-stage-idea = 构思
common-stage-develop = 创作与开发
common-stage-protect = 保护
common-stage-manage = 运用

common-kind-person = 个人
common-kind-organisation = 组织

common-role-holder = 持有人
common-role-author = 作者
common-role-owner = 所有人
common-role-inventor = 发明人
common-role-party = 当事方

common-assurance-none = 未核实
common-assurance-email = 已确认电子邮箱
common-assurance-domain = 已确认域名
common-assurance-eid = 电子身份
common-assurance-manual = 已由人员核实

common-accuracy-seconds = 误差不超过 { $count ->
   *[other] { $count } 秒
}
common-accuracy-millis = 误差不超过 { $count ->
   *[other] { $count } 毫秒
}

common-footer-privacy = 您的文件始终留在您的设备上。只发送指纹，而且只在您要求时发送。
common-footer-check = 验证证明免费，无需账户，没有我们也能进行。
