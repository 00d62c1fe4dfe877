# Words of every page: header, footer, buttons, states.

common-brand = Proof

common-skip = 본문으로 건너뛰기
common-menu = 주 메뉴
common-account-menu = 내 계정
common-language = 언어
common-languages = 언어 선택
common-theme = 색상
common-theme-auto = 기기 설정에 따름
common-theme-light = 밝게
common-theme-dark = 어둡게

common-nav-make = 증명 만들기
common-nav-check = 증명 검증
common-nav-vault = 내 증명
common-nav-compare = 두 증명 비교
common-nav-trust = 신뢰 근거
common-nav-help = 도움말
common-nav-account = 계정
common-nav-keys = API 키
common-nav-outbox = 보낼 편지함
common-sign-in = 로그인
common-sign-up = 계정 만들기
common-sign-out = 로그아웃

common-trial = 한 대의 기기에서 시험 삼아 실행 중입니다. 여기서 만든 증명은 아무도 신뢰하지 않는 인증서에 근거하므로 시험용일 뿐 증거가 되지 않습니다.
common-noscript = 이 페이지는 저희 쪽이 아니라 브라우저 안에서 동작합니다. 파일을 보내지 않고 지문을 계산하려면 JavaScript가 필요합니다.

common-copy = 복사
common-copied = 복사됨
common-download = 내려받기
common-more = 더 보기
common-back = 뒤로
common-next = 다음
common-remove = 제거
common-optional = 선택 사항
common-yes = 예
common-no = 아니요
common-unknown = 알 수 없음
common-pages = 페이지

common-sha256 = SHA-256 지문
common-sha512 = SHA-512 지문
common-serial = 일련번호
common-policy = 정책
common-time-utc = 시각 (UTC)
common-time-local = 내 시계 기준
common-size = 크기
common-file = 파일
common-file-number = 파일 { $number }
common-holder = 보유자
common-category = 종류
common-stage = 단계
common-state = 상태

common-state-queued = 토큰 대기 중
common-state-issued = 발급됨
common-state-failed = 실패

common-category-trade-secret = 영업비밀
common-category-research = 연구 기록
common-category-creative = 창작물
common-category-software = 소프트웨어
common-category-contract = 계약서
common-category-evidence-of-use = 사용 증거
common-category-other = 기타

common-stage-idea = 구상
common-stage-develop = 창작과 개발
common-stage-protect = 보호
common-stage-manage = 활용

common-kind-person = 개인
common-kind-organisation = 단체

common-role-holder = 보유자
common-role-author = 저작자
common-role-owner = 소유자
common-role-inventor = 발명자
common-role-party = 당사자

common-assurance-none = 확인되지 않음
common-assurance-email = 이메일 주소 확인됨
common-assurance-domain = 도메인 확인됨
common-assurance-eid = 전자 신원
common-assurance-manual = 사람이 확인함

common-accuracy-seconds = 오차 { $count ->
   *[other] { $count }초 이내
}
common-accuracy-millis = 오차 { $count ->
   *[other] { $count }밀리초 이내
}

common-footer-privacy = 파일은 내 기기에 그대로 있습니다. 지문만, 그것도 요청하실 때만 전송됩니다.
common-footer-check = 증명 검증은 무료이고 계정이 필요 없으며 저희 없이도 가능합니다.
