# The frame in which files are chosen: the only place that ever sees them.

frame-title = 내 기기에 있는 파일

frame-drop-deposit = 파일이나 폴더를 여기에 놓으세요
frame-drop-landing = 파일을 놓아 증명을 만들거나, 증명을 놓아 검증하세요
frame-drop-verify = 파일과 그 증명을 여기에 놓으세요
frame-hint-deposit = 기기에서 읽으며 어디로도 전송하지 않습니다.
frame-hint-landing = 파일은 기기에서 읽으며 어디로도 전송하지 않습니다.
frame-hint-verify = 파일, 폴더, 토큰 (.tsr, .tst), 진술 (.json), 패키지 (.zip, .asics), 인증서 (.pem)를 순서에 상관없이. 모두 기기에 머뭅니다.
frame-choose-files = 파일 선택
frame-choose-folder = 폴더 선택
frame-folder-not-read = 이 브라우저에서는 끌어다 놓은 폴더를 여기서 열지 못합니다: { $name }. 그 폴더만 따로 놓거나 “폴더 선택”을 쓰세요.

frame-text = 또는 글 사용
frame-text-name = 글의 이름
frame-text-body = 글
frame-text-use = 이 글 사용
frame-text-hint = 짧은 글은 알아맞힐 수 있습니다. 내용을 짐작하는 사람이 시험해 보고 지문을 비교할 수 있습니다. 비밀로 해야 한다면 무작위 단어를 한 줄 덧붙이고 그 글을 그대로 보관하세요.
frame-small = 아주 작은 파일: { $count }. 내용을 짐작하는 사람이 시험해 보고 지문을 비교할 수 있습니다. 비밀로 해야 한다면 증명을 만드는 페이지에서 파일이 하나뿐이라도 “모든 파일에 증명 하나”를 선택하세요. 본인만 가진 비밀 값이 지문에 더해집니다.

frame-names = 파일 이름
frame-names-none = 이름을 이 기기에만 두기
frame-names-send = 이름을 증명에 기록
frame-names-commit = 이름 봉인: 봉인 파일을 가진 사람만 나중에 보여 줄 수 있음
frame-way = 증명
frame-way-each = 파일마다 증명 하나씩
frame-way-one = 모든 파일에 증명 하나
frame-way-hint = 토큰 하나가 모든 파일을 함께 나타냅니다. 무엇이든 전송되기 전에 파일 목록이 manifest-….json으로 기기에 저장됩니다. 파일과 함께, 남에게 보이지 않게 보관하세요. 목록이 없으면 증명을 검증할 수 없습니다. 지문에는 이 목록의 비밀 값이 더해지므로 지문으로 파일 내용을 짐작할 수 없습니다.
frame-way-sign-in = 모든 파일에 증명 하나를 만들려면 먼저 로그인한 다음 파일을 선택하세요.
frame-folder-path = 이름 { $name } 때문에 함께 증명할 수 없습니다. 보이지 않거나 특이한 문자, 역슬래시가 있거나 너무 깁니다. 이름을 바꾸어 다시 선택하거나 목록에서 제거하세요.
frame-folder-path-twice = 두 파일의 경로가 같아 함께 증명할 수 없습니다: { $name }. 하나를 목록에서 제거하거나 둘이 들어 있는 폴더를 선택하세요.
frame-folder-unread = { $name } 파일을 끝까지 읽지 못해 함께 증명할 수 없습니다. 목록에서 제거하고 다시 선택하세요.
frame-folder-count = 함께 증명할 수 없습니다. 한 증명에 담을 수 있는 파일은 최대 100,000개입니다.

frame-remove = { $name } 제거
frame-more-files = { $count ->
   *[other] 그 밖의 파일 { $count }개
}

frame-state-waiting = 대기 중
frame-state-hashing = 지문 계산 중
frame-state-paused = 일시 정지됨
frame-state-done = 완료
frame-state-cancelled = 취소됨
frame-state-reading = 읽는 중
frame-state-fingerprint = 지문

# What a dropped thing turned out to be.
frame-state-token = 타임스탬프 토큰
frame-state-refusal = 거절 응답 (토큰 아님)
frame-state-request = 타임스탬프 요청
frame-state-claim = 진술
frame-state-package = 패키지
frame-state-certificate = 인증서
frame-state-crl = 폐지 목록
frame-state-log-proof = 로그 증명
frame-state-supplement = 증명의 일부
frame-state-tsd = TimeStampedData(.tsd): 파일로 다루며 안의 토큰은 여기서 읽지 않습니다
frame-state-asice = ASiC-E 컨테이너: 파일로 다루며 안의 서명과 토큰은 여기서 읽지 않습니다

frame-error-changed = 읽는 동안 파일이 바뀌었습니다. 제거하고 다시 선택하세요.
frame-error-unreadable = 파일을 읽을 수 없습니다. 다른 곳에서 열려 있거나 옮겨졌나요?
frame-error-internal = 이 브라우저에서 끝내지 못했습니다. 페이지를 다시 불러와 시도하세요.
frame-error-engine = 이 브라우저는 WebAssembly를 실행하지 못해 여기서 파일을 읽을 수 없습니다. 업데이트하거나 다른 브라우저를 쓰세요.
frame-error-package = 압축 파일이 손상되었거나 읽을 수 없는 종류입니다.
