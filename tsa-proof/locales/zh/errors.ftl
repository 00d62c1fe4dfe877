# Pages for when something went wrong. Codes of the API are said with errors-code-….

errors-title = 出错了
errors-not-found = 没有这个页面
errors-not-found-text = 地址可能输错了，或者这里的内容属于您而您尚未登录。
errors-forbidden = 此请求被拒绝
errors-forbidden-text = 它不是来自本服务的页面，或页面打开太久。请重新加载并重复该步骤。
errors-too-large = 一次太多
errors-too-large-text = 请求超出了服务可接受的大小。
errors-too-many = 尝试次数过多
errors-too-many-text = 请稍等片刻再试。
errors-unavailable = 服务繁忙
errors-unavailable-text = 请稍后重试。已确认的内容没有丢失。
errors-internal = 我们这边出错了
errors-internal-text = 已记录。已确认的内容没有丢失。请稍后重试。
errors-bad-request = 无法理解该请求
errors-bad-request-text = 请重新加载页面并重复该步骤。
errors-reference = 参考编号
errors-home = 回到首页
errors-back = 返回
