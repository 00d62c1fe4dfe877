# What a deposit gave, and the page of one proof.

result-title = 您的证明
result-title-one = 您的证明
result-lead = { $count ->
   *[other] { $count } 个文件已加盖时间戳。
}
result-waiting = { $count ->
   *[other] { $count } 个文件仍在等待令牌。本页会自动刷新。
}
result-failed = { $count ->
   *[other] { $count } 个文件未得到证明。
}
result-proof = 证明
result-proof-title = { $name } 的证明
result-existed = 文件存在的时间
result-accuracy = 时间{ $accuracy }。
result-holder = 记录的持有人
result-agent = 存证人
result-matter = 案号
result-work-title = 标题
result-work-note = 备注
result-assurance = 存证人的身份
result-file-name = 文件名
result-file-name-sealed = 已密封；钥匙在您手中
result-file-name-none = 未记录
result-service = 服务
result-made = 制作于
result-verified-here = 刚刚在您的浏览器中验证：令牌正确。
result-verified-failed = 浏览器中的验证失败。请勿依赖此令牌。
result-verifying = 正在您的浏览器中验证令牌…

result-keep = 请将这两样一起保存
result-keep-text = 未经改动的文件和它的证据包。两者合在一起才是证明，缺一不可。
result-keep-file = 您的原始文件
result-keep-file-text = 请勿重新保存或转换。改名没有影响，完全相同的副本同样可用。
result-keep-package = 它的证据包
result-keep-package-text = 令牌、声明、证书，以及一个无需我们即可全部验证的小程序。
result-package = 下载证据包
result-package-with = 下载包含文件的证据包
result-package-with-hint = 在您的设备上打包。请把文件拖到这里；文件不会被发送。
result-together = 此证明针对多个文件。验证时需要这些文件及其清单 manifest-….json，它在制作证明时已保存到您的设备。请将它与证据包和文件一起拖入。
result-package-built = 证据包已就绪：{ $size }。
result-package-wrong-file = 这是另一个文件：指纹不同。请拖入加盖过时间戳的那个。
result-package-waiting = 公开日志仍在写入。下载会等待几秒。
result-all-packages = 下载全部证据包
result-all-packages-hint = 一个压缩文件，内含每个文件的证据包。
result-parts = 单个部分
result-part-token = 令牌
result-part-token-text = 按 RFC 3161 签名的文件时间 (file.tsr)
result-part-claim = 声明
result-part-claim-text = 由谁持有的准确记录 (claim.json)
result-part-claim-token = 声明令牌
result-part-claim-token-text = 签名的声明时间 (claim.tst)
result-part-container = 容器
result-part-container-text = 供欧洲验证工具使用的声明及其令牌 (claim.asics)
result-drill = 现在试一试
result-drill-text = 趁刚做好时验证一次，以便知道如何操作。
result-drill-link = 验证证明
result-again = 再做一份
result-to-vault = 我的全部证明
result-timeline = 时间线
result-event-fingerprint = 收到指纹
result-event-file-token = 文件已加盖时间戳
result-event-claim-token = 持有人姓名已加盖时间戳
result-event-logged = 已列入公开日志
result-failure = 失败原因
result-failure-text = 没有为此文件记录任何内容。请重新加盖时间戳。

result-mail = 通过电子邮件发送给我
result-mail-sent = 已发往您的电子邮箱。
result-mail-hint = 时间、序列号和指纹；不含文件名或持有人姓名。
