# Pages for when something went wrong. Codes of the API are said with errors-code-….

errors-title = 문제가 발생했습니다
errors-not-found = 그런 페이지가 없습니다
errors-not-found-text = 주소가 잘못되었거나, 본인만 볼 수 있는 페이지인데 로그인하지 않으셨을 수 있습니다.
errors-forbidden = 요청이 거절되었습니다
errors-forbidden-text = 이 서비스의 페이지에서 온 요청이 아니거나 페이지를 너무 오래 열어 두셨습니다. 다시 불러와 그 단계를 반복하세요.
errors-too-large = 한 번에 너무 많습니다
errors-too-large-text = 요청이 서비스가 받는 크기를 넘었습니다.
errors-too-many = 시도가 너무 많습니다
errors-too-many-text = 잠시 기다렸다가 다시 시도하세요.
errors-unavailable = 서비스가 바쁩니다
errors-unavailable-text = 잠시 뒤 다시 시도하세요. 접수된 것은 사라지지 않았습니다.
errors-internal = 저희 쪽 오류입니다
errors-internal-text = 기록해 두었습니다. 접수된 것은 사라지지 않았습니다. 잠시 뒤 다시 시도하세요.
errors-bad-request = 요청을 이해하지 못했습니다
errors-bad-request-text = 페이지를 다시 불러와 그 단계를 반복하세요.
errors-reference = 참조 번호
errors-home = 첫 페이지로
errors-back = 뒤로
