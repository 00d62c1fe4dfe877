# The first page.

landing-title = 证明您的文件曾经存在
landing-lead = 文件的指纹与准确时间一起被签名。文件绝不离开您的设备，任何人无需信任我们即可验证证明。
landing-drop-title = 制作或验证证明
landing-drop-lead = 拖入文件或文件夹即可制作证明；拖入证明即可验证。
landing-continue = { $count ->
   *[other] 用这 { $count } 个文件继续
}
landing-check-instead = 您拖入的是一份证明，我们来验证它。
landing-nothing-sent = 在您按下“加盖时间戳”之前，不会发送任何内容。

landing-how = 工作原理
landing-how-1-title = 指纹
landing-how-1-text = 浏览器根据文件的每一个比特算出一个短数字。它不透露任何内容，也没有别的文件会得到相同的数字。
landing-how-2-title = 时间戳
landing-how-2-text = 时间戳机构对指纹、时间以及由谁持有文件的密封记录进行签名，只需一秒。
landing-how-3-title = 保存
landing-how-3-text = 您会得到一个小小的证据包。请将它与文件一起保存：两者合在一起就是证明，今天如此，二十年后也如此。
landing-how-4-title = 验证
landing-how-4-text = 任何人都可以在这里免费验证，也可以在自己的电脑上用普及的 OpenSSL 程序验证，即使本服务已不存在。

landing-for = 用途
landing-for-secret = 在共享之前，为商业秘密和专有技术留证
landing-for-research = 随着研究进展，为实验记录和研究数据留证
landing-for-creative = 在展示之前，为音乐、文字、设计和源代码留证
landing-for-contract = 合同、许可以及商标使用的证据

landing-not = 它不能证明什么
landing-not-lead = 时间戳是一件事的有力证据。我们也如实说明它的界限。
landing-not-1-title = 不证明由谁创作
landing-not-1-text = 它证明文件在该时间已经存在，而不证明由谁撰写，或在法律上归谁所有。
landing-not-2-title = 不证明您是谁
landing-not-2-text = 持有人的姓名按所提供的内容记录。核实到什么程度会写在旁边，仅此而已。
landing-not-3-title = 不证明您是唯一的持有人
landing-not-3-text = 别人可能也有同样的文件，同一个人也可能记录过几个名字。

landing-standards = 基于开放标准
landing-standards-text = 令牌遵循 RFC 3161，并列入公开日志。任何证明都不依赖本网站。
landing-trust-link = 查看我们的证书和日志
landing-help-link = 法官会问的问题
