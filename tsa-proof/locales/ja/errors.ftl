# Pages for when something went wrong. Codes of the API are said with errors-code-….

errors-title = 問題が起きました
errors-not-found = このページはありません
errors-not-found-text = アドレスの入力が誤っているか、ご本人だけのページでログインされていない可能性があります。
errors-forbidden = この要求は拒否されました
errors-forbidden-text = 当サービスのページから送られていないか、ページを開いてから時間がたちすぎています。読み込み直して、もう一度行ってください。
errors-too-large = 一度に送る量が多すぎます
errors-too-large-text = 要求がサービスの上限を超えました。
errors-too-many = 試行回数が多すぎます
errors-too-many-text = しばらく待ってからお試しください。
errors-unavailable = サービスが混み合っています
errors-unavailable-text = しばらくしてからお試しください。受け付け済みのものは失われていません。
errors-internal = サービス側のエラーです
errors-internal-text = 記録しました。受け付け済みのものは失われていません。しばらくしてからお試しください。
errors-bad-request = 要求を理解できませんでした
errors-bad-request-text = ページを読み込み直して、もう一度行ってください。
errors-reference = 参照番号
errors-home = 最初のページへ
errors-back = 戻る
