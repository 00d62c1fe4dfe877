# Signing up and in, the account's settings, API keys.

account-email = 이메일 주소
account-password = 비밀번호
account-password-hint = 12자 이상. 서로 관련 없는 단어 몇 개는 기억하기 쉽고 추측하기 어렵습니다.
account-current-password = 현재 비밀번호
account-new-password = 새 비밀번호
account-name = 이름 또는 단체 이름
account-name-hint = 증명에서 보유자 이름으로 제안됩니다. 파일마다 다른 이름을 고를 수 있습니다.
account-name-change-hint = 이미 만든 증명은 만들 때의 이름을 유지합니다.
account-kind = 누가 이 계정을 쓰나요?
account-kind-individual = 개인
account-kind-company = 회사 또는 다른 단체
account-kind-agent = 의뢰인을 위해 일하는 대리인

account-sign-up-title = 계정 만들기
account-sign-up-lead = 무료이고 1분이면 됩니다. 다시 오셨을 때 본인임을 알 수 있도록 이메일 주소가 필요합니다.
account-sign-up-button = 계정 만들기
account-have-one = 이미 계정이 있으신가요?
account-none-yet = 아직 계정이 없으신가요?

account-check-mail-title = 메일함을 확인하세요
account-check-mail-sign-up = 링크가 담긴 이메일을 보냈습니다. 열어서 비밀번호를 입력하면 계정을 쓸 수 있습니다. 몇 분 안에 오지 않으면 스팸함을 확인하세요.
account-check-mail-reset = 이 주소의 계정이 있다면 링크가 담긴 이메일을 보냈습니다. 링크는 30분 동안 유효합니다.
account-check-mail-email = 이 주소를 쓸 수 있다면 링크가 담긴 이메일을 보냈습니다. 링크는 24시간 동안 유효합니다.
account-check-mail-outbox = 보낼 편지함 열기

account-confirm-title = 이메일 주소 확인
account-confirm-lead = 정하신 비밀번호를 입력하면 계정이 준비됩니다.
account-confirm-button = 확인하고 로그인

account-sign-in-title = 로그인
account-sign-in-button = 로그인
account-forgot = 비밀번호를 잊으셨나요?
account-signed-out = 로그아웃되었습니다.
account-password-set = 새 비밀번호가 설정되었습니다. 그것으로 로그인하세요.
account-erased = 계정과 이름에 관한 모든 것을 지웠습니다.

account-code-title = 코드 입력
account-code-lead = 이 계정은 2단계 인증이 필요합니다.
account-code = 코드
account-code-hint = 인증 앱에 지금 보이는 여섯 자리 숫자 또는 복구 코드 중 하나.

account-reset-title = 새 비밀번호 정하기
account-reset-lead = 이메일 주소를 알려 주세요. 새 비밀번호를 정할 수 있는 링크를 보내 드립니다.
account-reset-button = 링크 보내기
account-new-password-title = 새 비밀번호 설정
account-new-password-button = 비밀번호 설정
account-reset-revoke-keys = 모든 API 키도 폐기
account-reset-revoke-keys-hint = 다른 사람이 계정에 들어왔을 수 있다면 선택한 채로 두세요. 그 뒤에는 프로그램에 새 키가 필요합니다.

account-link-title = 이 링크는 더 이상 유효하지 않습니다
account-link-text = 이미 쓰였거나 너무 오래되었습니다. 새로 요청하세요.

account-title = 계정
account-profile = 프로필
account-assurance = 저희가 확인한 것
account-assurance-none = 확인된 것이 없습니다
account-assurance-email = 이메일 주소가 확인되었습니다. 증명에는 그것만 적힙니다.
account-since = 가입일
account-save = 저장
account-saved = 저장되었습니다.
account-email-change = 이메일 주소 변경
account-email-change-lead = 새 주소로 링크를, 이전 주소로 알림을 보냅니다. 링크를 열고 비밀번호를 입력하면 주소가 바뀝니다.
account-email-new = 새 이메일 주소
account-email-confirm-lead = 비밀번호를 입력하면 이제부터 계정의 주소가 다음과 같이 바뀝니다:
account-email-confirm-button = 이 주소 사용
account-email-changed = 이메일 주소가 바뀌었습니다. 다른 기기에서는 로그아웃되었습니다.
account-change-password = 비밀번호 바꾸기
account-password-changed = 비밀번호가 바뀌었습니다. 다른 기기는 로그아웃되었습니다.

account-factor = 2단계 인증
account-factor-off = 로그인에 비밀번호만 필요합니다. 휴대전화 인증 앱의 코드가 있으면 훔친 비밀번호는 쓸모없어집니다.
account-factor-on = 로그인에 인증 앱의 코드가 필요합니다.
account-factor-codes-left = { $count ->
   *[other] 복구 코드가 { NUMBER($count) }개 남았습니다.
}
account-factor-set = 코드 켜기
account-factor-manage = 바꾸기
account-factor-remove = 코드 끄기
account-factor-removed = 코드가 꺼졌습니다.
account-factor-lead = 휴대전화에 인증 앱이 필요합니다. 여섯 자리 코드를 만드는 앱이면 됩니다.
account-factor-add = 인증 앱에 이 키를 추가하세요
account-factor-type = 인증 앱에 입력하거나 앱이 있는 기기에서 아래 링크를 여세요:
account-factor-scan = 인증 앱으로 이 그림을 스캔하세요.
account-factor-picture = 인증 앱의 카메라로 읽는, 키가 담긴 그림
account-factor-open = 이 기기의 인증 앱 열기
account-factor-prove = 표시된 코드를 입력하세요
account-recovery = 복구 코드
account-recovery-lead = 지금 인쇄하거나 적어 두세요. 이번 한 번만 표시됩니다. 휴대전화를 잃어버리면 코드 하나로 한 번 로그인할 수 있습니다.
account-recovery-renew = 새 복구 코드 만들기
account-recovery-kept = 보관했습니다

account-sessions = 로그인된 기기
account-session-network = 네트워크
account-session-seen = 마지막 사용
account-session-this = 이 기기
account-session-end = 로그아웃
account-session-ended = 로그아웃되었습니다.
account-session-end-others = 다른 기기 모두 로그아웃

account-leave = 내 데이터
account-leave-lead = 보관된 모든 것을 가져가거나 지우세요. 증명은 저희 없이도 유효하며, 내려받은 것은 언제까지나 검증할 수 있습니다.
account-export = 모두 내려받기
account-export-lead = 프로필, 등록, 진술, 토큰을 담은 파일 하나를 받습니다.
account-export-button = 내려받기
account-erase = 계정 지우기
account-erase-lead = 이름, 주소, 진술, 모든 키가 백업까지 포함하여 즉시 파기됩니다. 누구도 되돌릴 수 없습니다.
account-erase-keep = 내려받지 않은 토큰과 진술은 잃게 됩니다. 먼저 모두 내려받으세요.
account-erase-button = 모두 지우기

account-keys = API 키
account-keys-lead = 키가 있으면 프로그램이 본인 이름으로 증명을 만들고 읽습니다.
account-keys-none = 아직 키가 없습니다.
account-key-new = 새 키
account-key-name = 이름
account-key-name-hint = 어디에 쓰는지 적어 두면 어느 것을 폐기할지 알 수 있습니다.
account-key-scopes = 허용할 일
account-key-scope-deposit-write = 증명 만들기
account-key-scope-deposit-read = 증명 읽기
account-key-scope-verify = 증명 검증
account-key-scope-keys = 키 만들기와 폐기
account-key-life = 유효 기간
account-key-days = { $count ->
   *[other] { NUMBER($count) }일
}
account-key-no-end = 폐기할 때까지
account-key-made = 만든 날
account-key-used = 마지막 사용
account-key-never = 없음
account-key-ends = 만료
account-key-make = 키 만들기
account-key-once = 이것이 키입니다. 지금 복사하세요. 이번 한 번만 표시됩니다.
account-key-revoke = 폐기

account-outbox = 보낼 편지함
account-outbox-lead = 이 시험 환경에서는 이메일이 기기를 떠나지 않습니다. 보냈을 내용이 여기에 표시됩니다.
account-outbox-empty = 아직 보낸 것이 없습니다.

account-error-email-refused = 이 이메일 주소는 쓸 수 없습니다. name@example.org처럼 라틴 문자로 적으세요.
account-error-kind-unknown = 누가 계정을 쓰는지 고르세요.
account-error-password-too-short = 비밀번호가 너무 짧습니다. 12자 이상이어야 합니다.
account-error-password-too-long = 비밀번호가 너무 깁니다.
account-error-password-common = 공격자가 가장 먼저 시도하는 비밀번호 중 하나입니다. 다른 것을 고르세요.
account-error-password-address = 이메일 주소를 비밀번호로 쓸 수 없습니다.
account-error-wrong-credentials = 이메일 주소나 비밀번호가 틀렸습니다.
account-error-wrong-password = 비밀번호가 틀렸습니다.
account-error-email-not-confirmed = 이메일 주소가 아직 확인되지 않았습니다. 링크를 다시 보냈습니다.
account-error-link-not-valid = 이 링크는 더 이상 유효하지 않습니다. 새로 요청하세요.
account-error-code-wrong = 코드가 틀렸거나 이미 쓰였습니다. 다음 코드를 기다리세요.
account-error-second-factor-state = 이미 처리되었습니다.
account-error-scopes-refused = 키에 허용할 일을 고르세요.
account-error-key-end-refused = 키의 유효 기간을 고르세요.
account-error-too-many-keys = 계정이 가질 수 있는 키의 최대 개수에 이르렀습니다. 먼저 하나를 폐기하세요.
account-error-not-signed-in = 먼저 로그인하세요.
account-error-too-many-tries = { $count ->
   *[other] 시도가 너무 많습니다. { NUMBER($count) }분 뒤에 다시 시도하세요.
}
account-error-busy = 서비스가 혼잡합니다. 잠시 뒤 다시 시도하세요.
account-error-internal = 저희 쪽 오류입니다. 기록해 두었습니다. 잠시 뒤 다시 시도하세요.
account-error-text-empty = 이름을 입력하세요.
account-error-text-too-long = 이름이 너무 깁니다. 최대 200자입니다.
account-error-text-control = 이름에 줄바꿈 같은 제어 문자가 있습니다. 다시 입력하세요.
account-error-text-bidi = 이름에 쓰기 방향을 바꾸는 보이지 않는 문자가 있습니다. 다시 입력하세요.
account-error-text-invisible = 이름에 보이지 않는 문자가 있습니다. 다시 입력하세요.
account-error-text-space = 이름에 특이한 공백이나 연속된 공백이 있습니다. 다시 입력하세요.
account-error-text-not-a-character = 이름에 어디서나 통하는 문자가 아닌 것이 있습니다. 다시 입력하세요.
account-error-text-mark-first = 이름이 글자에 붙지 않은 악센트 부호로 시작합니다. 다시 입력하세요.
