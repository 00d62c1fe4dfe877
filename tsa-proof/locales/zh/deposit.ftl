# The page that makes proofs: choose, name the holder, timestamp.

deposit-title = 制作证明
deposit-lead = 只需三步。您的文件自始至终留在您的设备上。
deposit-step-1 = 选择
deposit-step-2 = 持有人
deposit-step-3 = 加盖时间戳
deposit-steps = 步骤

# 1 Choose
deposit-choose = 选择文件
deposit-choose-hint = 任何类型，任何大小。文件夹中的每个文件各得一份证明，或全部共得一份。
deposit-paste = 改为粘贴指纹
deposit-paste-hint = 每行一个 SHA-256 指纹，即 sha256sum 的输出。适用于文件在另一台机器上的情况。
deposit-paste-label = 指纹
deposit-paste-add = 添加
deposit-paste-bad = 第 { $line } 行不是 SHA-256 指纹：应为 64 位 0–9 和 a–f。
deposit-paste-added = { $count ->
   *[other] 已添加 { $count } 个指纹。
}
deposit-sent = { $count ->
    [0] 已发送的文件内容：0 字节
   *[other] 已发送的文件内容：{ $count } 字节
}
deposit-sent-how = 在此实测：承载文件的框架所发出的请求，以浏览器自身的记录为准。
deposit-requests = 承载文件的框架至今发出的请求：{ $count }
deposit-rate = 每秒 { $rate }
deposit-left = 约剩 { $span }
deposit-progress = { $done } / { $total }
deposit-pause = 暂停
deposit-resume = 继续
deposit-cancel = 全部取消
deposit-paused = 已暂停
deposit-hashing = 正在计算指纹
deposit-all-done = 所有指纹均已就绪。
deposit-some-ready = 已停止。已就绪的指纹：{ $count }
deposit-file-failed = { $count ->
   *[other] { $count } 个文件无法读取，已略过。
}
deposit-restored = { $count ->
   *[other] 您先前计算的 { $count } 个指纹仍在这里。
}
deposit-start-over = 重新开始
deposit-skipped = 因已在列表中而略去：{ $count }。
deposit-merged = 与另一文件内容相同、共用其证明的文件：{ $count }。
deposit-loose = 文件不在此处的指纹

# What it is
deposit-kind = 这是什么？
deposit-kind-trade-secret-hint = 文件名留在您手中：证明中只以密封形式记录。
deposit-kind-research-hint = 属于同一系列的笔记、数据和结果。
deposit-kind-creative-hint = 文字、音乐、图片或设计，附标题和作者。
deposit-kind-software-hint = 源代码、发行版本，或整个文件夹。
deposit-hint-git = 要为一个 Git 提交及其所有文件制作一份证明，请使用命令行：{ $command }
deposit-hint-together = 同一项研究的数据，请在上方选择“所有文件共一份证明”：整个文件夹得到一份证明。
deposit-kind-contract-hint = 双方之间的协议或许可。
deposit-kind-evidence-of-use-hint = 证明某物曾被展示或出售，附日期和地点。
deposit-kind-other-hint = 任何其他文件。
deposit-stage = 处于哪个阶段？
deposit-series = 系列或项目
deposit-series-hint = 例如记录本的编号。会写入证明。
deposit-work-title = 作品标题
deposit-work-title-hint = 会写入证明。
deposit-note = 备注
deposit-note-hint = 会写入证明。
deposit-use-note = 使用的日期和地点
deposit-use-note-hint = 例如：2026 年 5 月 3 日在里昂的展会上展出。会写入证明。
deposit-contract-title = 合同标的
deposit-contract-title-hint = 会写入证明。
deposit-label = 您自己列表中的名称
deposit-label-hint = 只有您能看到，不属于证明。

# 2 Holder
deposit-holder = 由谁持有？
deposit-holder-hint = 姓名密封在证明中。只有当您向他人出示证明的声明时才会显现。
deposit-holder-grid = 文件的持有人
deposit-holder-name = 持有人姓名
deposit-holder-name-row = { $file } 的持有人姓名
deposit-holder-kind = 个人或组织
deposit-holder-kind-row = { $file } 的持有人：个人或组织
deposit-holder-role = 身份
deposit-holder-role-row = { $file } 的持有人身份
deposit-holder-second = 另一方
deposit-holder-add = 添加持有人
deposit-holder-extra = 其他持有人（所有文件相同）
deposit-fill-down = 全部使用第一个姓名
deposit-paste-column = 粘贴姓名列表
deposit-paste-column-hint = 按文件顺序每行一个姓名。也可以把电子表格的一列直接粘贴到表格中。
deposit-paste-column-label = 姓名
deposit-paste-column-apply = 填入
deposit-filled = { $count ->
   *[other] 已填入 { $count } 个姓名。
}
deposit-grid-hint = 用上下方向键在行间移动。按 Ctrl+D 向下复制姓名。
deposit-same-holder = 所有文件使用同一持有人
deposit-agent = 我代他人办理
deposit-agent-hint = 适用于律师和代理人：您的姓名与持有人的姓名并列。
deposit-agent-name = 您的姓名或事务所
deposit-agent-matter = 您的案号
deposit-preview = 证明将写明
deposit-preview-one = { $holder } 声明持有指纹为 { $fingerprint } 的文件。
deposit-preview-size = 其大小为 { $size }。
deposit-preview-together = 该指纹通过文件清单代表所有文件。文件数：{ $count }。
deposit-preview-name = 其名称为 { $name }。
deposit-preview-name-hidden = 其名称不予记录。
deposit-preview-name-sealed = 其名称以密封形式记录。
deposit-preview-title = 属于：{ $title }。
deposit-preview-note = 备注：{ $note }
deposit-preview-agent = 由 { $agent } 代持有人存证。
deposit-preview-matter = 案号：{ $matter }。
deposit-preview-assurance = 存证人身份的核实程度：{ $assurance }。
deposit-preview-time = 时间由时间戳机构加上，不由您，也不由我们。
deposit-preview-which = 以 { $file } 为例
deposit-declaration = 我声明：在我存证该文件的指纹时，被列为持有人的个人和组织持有该文件，并且我有权在此列出其姓名或名称。

# 3 Timestamp
deposit-issue = { $count ->
   *[other] 为 { $count } 个文件加盖时间戳
}
deposit-issue-none = 请先选择文件
deposit-issue-together = 为所有文件加盖时间戳，共一份证明 ({ $count })
deposit-together = 所有文件 ({ $count })
deposit-issue-hint = 上面的指纹和姓名现在才会发送，也只在此时发送。
deposit-sign-in-first = 请登录以加盖时间戳。您的指纹在这里等候。
deposit-sign-in = 登录后返回
deposit-sign-up = 创建账户
deposit-issuing = 正在加盖时间戳
deposit-issue-progress = 已完成 { $done } / { $total } 份证明
deposit-state-sending = 正在发送
deposit-state-queued = 等待令牌
deposit-state-verifying = 正在此处验证令牌
deposit-state-done = 完成
deposit-state-failed = 失败
deposit-state-refused = 令牌未通过验证，请勿依赖。
deposit-failed-some = { $count ->
   *[other] { $count } 个文件未得到证明。没有丢失任何内容，请重试。
}
deposit-try-again = 重试
deposit-done = { $count ->
   *[other] 您的 { $count } 份证明已就绪。
}
deposit-see-result = 查看证明
deposit-package-with = 包含文件的证据包
deposit-package-together = 包含所有文件的证据包
deposit-name-keys = 您的文件名以密封形式记录。请现在保存它们的钥匙：只有本页存有钥匙，没有钥匙日后就无法出示文件名。
deposit-name-keys-save = 保存名称的钥匙
deposit-manifest = 文件清单已保存为 { $name }。请与文件一起妥善保管并保密：没有它就无法验证此证明，也无人能重新生成。
deposit-manifest-save = 再次保存文件清单
deposit-error-offline = 无法连接服务。您的指纹保存在这里，请稍后重试。
deposit-error-signed-out = 您已退出登录。请重新登录；您的指纹保存在这里。
deposit-error-declaration = 请先确认声明。
deposit-error-many = 一次最多可为 { $count } 个文件加盖时间戳。
deposit-error-refused = 服务拒绝了请求：{ $detail }

# Names that are refused, and why
deposit-text-empty = 缺少姓名。
deposit-text-too-long = 太长：最多 { $count } 个字符。
deposit-text-control = 含有控制字符。
deposit-text-bidi = 含有改变书写方向的隐藏字符。
deposit-text-invisible = 含有不可见字符。
deposit-text-space = 首尾有空格、有连续空格，或含有特殊空格。
deposit-text-not-a-character = 含有并非字符的内容。
deposit-text-mark-first = 以没有字母的附加符号开头。
deposit-text-not-normalised = 书写方式不寻常，请重新输入。
