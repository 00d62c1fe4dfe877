# Help: first steps, words, questions.

help-title = 帮助
help-lead = 用简单的话作简短的回答。
help-contents = 本页内容

help-start = 入门
help-start-1 = 创建账户并确认电子邮箱。
help-start-2 = 在“制作证明”页面拖入文件，等待指纹就绪；大文件需要一些时间。
help-start-3 = 填写文件由谁持有，阅读预览，然后按“加盖时间戳”。
help-start-4 = 下载证据包，与未经改动的文件一起保存，并在别处为两者各留一份副本。
help-start-5 = 在“验证证明”页面验证一次。

help-judge = 法官会问什么
help-judge-1-q = 令牌证明什么？
help-judge-1-a = 证明内容完全如此的文件在所述时间已经存在。时间由一个不了解文件、也不偏向任何一方的机构签名。
help-judge-2-q = 文件之后会不会被改过？
help-judge-2-a = 不会。只要一个比特改变，指纹就不同，验证就会失败。“文件”一项的答案说明的正是这一点。
help-judge-3-q = 时间会不会被倒签？
help-judge-3-a = 存证人做不到，时间由机构设定。此外，每个令牌都列入只增不减的公开日志，日后补做的令牌会很显眼。
help-judge-4-q = 谁说这个人是持有人？
help-judge-4-a = 是存证人所说，而且这一说法就在那个时间被固定下来，日后无法替换。存证人身份核实到什么程度写在声明中。
help-judge-5-q = 持有人就是作者或所有人吗？
help-judge-5-a = 证明没有这样说。它是某一时间持有文件的证据；作者身份和所有权要由其他事实得出。
help-judge-6-q = 同一个人会不会记录过别的名字？
help-judge-6-a = 会。有人可能用几个名字存证同一个文件而只出示其中之一。如果这一点重要，请要求提供其他证据。
help-judge-7-q = 如何在不信任本服务的情况下验证？
help-judge-7-a = 用 OpenSSL，世界上大多数服务器上都有这个程序。证据包中有命令。请将根证书的指纹与独立来源比对。
help-judge-8-q = 如果服务不复存在怎么办？
help-judge-8-a = 证据包中有所需的一切：令牌、证书、吊销列表和日志证明。

help-keep = 保存证明
help-keep-1-q = 我要保存什么？
help-keep-1-a = 未经改动的文件和证据包。云端副本、磁盘以及打印出来的证据包指纹，是很好的组合。
help-keep-2-q = 可以给文件改名吗？
help-keep-2-a = 可以。名称不属于指纹。但在程序中打开并重新保存通常会改变文件。
help-keep-3-q = 我用聊天软件发送了文件，它就对不上了。为什么？
help-keep-3-a = 许多软件会在传送时压缩图片和视频。请使用您计算过指纹的那一份。
help-keep-4-q = 证明有效多久？
help-keep-4-a = 令牌没有期限。机构的证书有期限；到期后按令牌签发的时间验证，公开日志则表明它并非后来制作。
help-keep-5-q = 我丢了证据包，怎么办？
help-keep-5-a = 登录后从“我的证明”重新下载。我们没有您的文件，请妥善保管。

help-privacy = 隐私
help-privacy-1-q = 有什么会离开我的设备？
help-privacy-1-a = 指纹、您输入的姓名和备注；文件名只在您勾选时发送。页面会显示您的文件有多少字节被发送：零字节。
help-privacy-2-q = 别人能从指纹猜出我的文件吗？
help-privacy-2-a = 实际上不能，除非文件简单到本身就能被猜到，例如一行文字。对这样的文件，请先加上一句无人能猜到的话再加盖时间戳。
help-privacy-3-q = 谁能看到持有人的姓名？
help-privacy-3-a = 只有您向其出示声明的人。令牌中只有一个密封的数字。
help-privacy-4-q = 关闭账户后会怎样？
help-privacy-4-a = 您姓名的密钥被销毁，任何人都无法再读取。您的证据包继续有效。

help-words = 词语
help-word-fingerprint = 指纹
help-word-fingerprint-text = 由文件的所有比特算出的数字 (SHA-256)。同一文件总是得到同一数字；就目前所知，别的文件绝不会。
help-word-token = 令牌
help-word-token-text = 一个签过名的小文件：这个指纹，这个时间 (RFC 3161)。
help-word-claim = 声明
help-word-claim-text = 说明由谁持有文件的简短文本，密封在令牌之中。
help-word-package = 证据包
help-word-package-text = 包含证明的全部部分及其验证手段的 ZIP 文件。
help-word-authority = 时间戳机构
help-word-authority-text = 用准确时间为指纹签名，此外什么也不做的服务。
help-word-certificate = 证书
help-word-certificate-text = 说明签名属于谁。它的终点是根证书，您须出于其他理由信任它。
help-word-log = 公开日志
help-word-log-text = 所有令牌的列表，只能添加。
help-word-accuracy = 精度
help-word-accuracy-text = 所述时间与真实时间最多可能相差多少。
help-word-holder = 持有人
help-word-holder-text = 按存证人的声明，加盖时间戳时持有文件的人。
help-word-nonce = 随机数 (nonce)
help-word-nonce-text = 令牌中的一个数字。在这里它是声明的指纹，把两者绑在一起。

help-contact = 联系方式
help-contact-text = 请写信给我们。请勿发送应当保密的文件。
help-contact-none = 本服务的运营者没有提供地址。
help-integrators = 面向程序员
help-integrators-text = 用程序也可以做到同样的事。
help-integrators-link = 接口说明 (OpenAPI)
