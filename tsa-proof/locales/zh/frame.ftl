# The frame in which files are chosen: the only place that ever sees them.

frame-title = 您设备上的文件

frame-drop-deposit = 将文件或文件夹拖到这里
frame-drop-landing = 拖入文件制作证明，或拖入证明进行验证
frame-drop-verify = 将文件及其证明拖到这里
frame-hint-deposit = 它们在您的设备上读取，不会发送到任何地方。
frame-hint-landing = 文件在您的设备上读取，不会发送到任何地方。
frame-hint-verify = 文件、文件夹、令牌 (.tsr, .tst)、声明 (.json)、证据包 (.zip, .asics)、证书 (.pem)，顺序不限。全部留在您的设备上。
frame-choose-files = 选择文件
frame-choose-folder = 选择文件夹
frame-folder-not-read = 您的浏览器无法在此打开拖入的文件夹 { $name }。请单独拖入它，或使用“选择文件夹”。

frame-text = 或使用一段文字
frame-text-name = 文字的名称
frame-text-body = 文字
frame-text-use = 使用这段文字
frame-text-hint = 短小的文字容易被猜中：对内容有所猜测的人可以一试，并比对指纹。如需保密，请加上一行随机词语，并原样保存这段文字。
frame-small = 非常小的文件：{ $count }。对内容有所猜测的人可以一试，并比对指纹。如需保密，请在制作证明的页面选择“所有文件共一份证明”，即使只有一个文件：指纹中会加入只有您持有的秘密值。

frame-names = 文件名
frame-names-none = 将名称留在此设备上
frame-names-send = 将名称写入证明
frame-names-commit = 密封名称：只有持有您密封文件的人日后才能出示
frame-way = 证明
frame-way-each = 每个文件一份证明
frame-way-one = 所有文件共一份证明
frame-way-hint = 一个令牌代表所有文件。在发送任何内容之前，文件清单会以 manifest-….json 保存到您的设备。请与文件一起妥善保管并保密：没有它就无法验证证明。指纹中加入了清单里的秘密值，因此无人能由指纹猜出文件内容。
frame-way-sign-in = 要为所有文件制作一份证明，请先登录，然后再选择文件。
frame-folder-path = 由于名称 { $name }，无法为所有文件制作一份证明：其中有不可见或特殊的字符、反斜杠，或者过长。请重命名后重新选择，或将其移出列表。
frame-folder-path-twice = 有两个文件的路径都是 { $name }，无法为所有文件制作一份证明。请移除其中一个，或选择包含两者的文件夹。
frame-folder-unread = { $name } 未能读完，无法为所有文件制作一份证明。请将其移出列表后重新选择。
frame-folder-count = 无法为所有文件制作一份证明：一份证明最多包含 100,000 个文件。

frame-remove = 移除 { $name }
frame-more-files = { $count ->
   *[other] 还有 { $count } 个文件
}

frame-state-waiting = 等待中
frame-state-hashing = 正在计算指纹
frame-state-paused = 已暂停
frame-state-done = 完成
frame-state-cancelled = 已取消
frame-state-reading = 正在读取
frame-state-fingerprint = 指纹

# What a dropped thing turned out to be.
frame-state-token = 时间戳令牌
frame-state-refusal = 答复为拒绝，不是令牌
frame-state-request = 时间戳请求
frame-state-claim = 声明
frame-state-package = 证据包
frame-state-certificate = 证书
frame-state-crl = 吊销列表
frame-state-log-proof = 日志证明
frame-state-supplement = 证明的一部分
frame-state-tsd = TimeStampedData (.tsd)：按文件处理，此处不读取其中的令牌
frame-state-asice = ASiC-E 容器：按文件处理，此处不读取其中的签名和令牌

frame-error-changed = 文件在读取时发生了变化。请移除后重新选择。
frame-error-unreadable = 文件无法读取。它是否在别处打开，或已被移动？
frame-error-internal = 此浏览器无法完成。请重新加载页面再试。
frame-error-engine = 此浏览器无法在这里读取文件，因为它不能运行 WebAssembly。请更新浏览器或换用其他浏览器。
frame-error-package = 此压缩包已损坏，或属于无法读取的类型。
