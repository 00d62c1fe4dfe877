# The page that makes proofs: choose, name the holder, timestamp.

deposit-title = 증명 만들기
deposit-lead = 세 단계입니다. 파일은 내내 기기를 떠나지 않습니다.
deposit-step-1 = 선택
deposit-step-2 = 보유자
deposit-step-3 = 타임스탬프
deposit-steps = 단계

# 1 Choose
deposit-choose = 파일 선택
deposit-choose-hint = 종류와 크기에 제한이 없습니다. 폴더를 선택하면 안에 든 파일마다 증명을 하나씩 만들거나 모두에 증명 하나를 만듭니다.
deposit-paste = 대신 지문 붙여넣기
deposit-paste-hint = sha256sum이 출력하는 대로 한 줄에 SHA-256 지문 하나. 파일이 다른 기기에 있을 때 유용합니다.
deposit-paste-label = 지문
deposit-paste-add = 추가
deposit-paste-bad = { $line }번째 줄은 SHA-256 지문이 아닙니다. 0–9와 a–f 64자가 필요합니다.
deposit-paste-added = { $count ->
   *[other] 지문 { $count }개를 추가했습니다.
}
deposit-sent = { $count ->
    [0] 전송된 파일 내용 0바이트
   *[other] 전송된 파일 내용 { $count }바이트
}
deposit-sent-how = 여기서 측정한 값입니다. 파일을 다루는 프레임이 보낸 요청을 브라우저의 기록에서 셉니다.
deposit-requests = 파일을 다루는 프레임이 지금까지 보낸 요청: { $count }
deposit-rate = 초당 { $rate }
deposit-left = 약 { $span } 남음
deposit-progress = { $done } / { $total }
deposit-pause = 일시 정지
deposit-resume = 계속
deposit-cancel = 모두 취소
deposit-paused = 일시 정지됨
deposit-hashing = 지문 계산 중
deposit-all-done = 모든 지문이 준비되었습니다.
deposit-some-ready = 중지했습니다. 준비된 지문: { $count }
deposit-file-failed = { $count ->
   *[other] 파일 { $count }개를 읽을 수 없어 제외했습니다.
}
deposit-restored = { $count ->
   *[other] 앞서 계산한 지문 { $count }개가 그대로 있습니다.
}
deposit-start-over = 처음부터 다시
deposit-skipped = 이미 목록에 있어 뺀 것: { $count }.
deposit-merged = 다른 파일과 내용이 같아 증명을 함께 쓰는 파일: { $count }.
deposit-loose = 파일이 여기에 없는 지문

# What it is
deposit-kind = 무엇인가요?
deposit-kind-trade-secret-hint = 파일 이름은 직접 보관하시고, 봉인된 형태로만 기록됩니다.
deposit-kind-research-hint = 하나의 시리즈에 속하는 노트, 데이터, 결과.
deposit-kind-creative-hint = 글, 음악, 그림, 디자인. 제목과 저작자를 적습니다.
deposit-kind-software-hint = 소스 코드, 릴리스 또는 폴더 전체.
deposit-hint-git = Git 커밋과 그 모든 파일에 증명 하나를 만들려면 명령줄을 쓰세요: { $command }
deposit-hint-together = 한 연구의 데이터라면 위에서 “모든 파일에 증명 하나”를 선택하세요. 폴더에 증명 하나를 만듭니다.
deposit-kind-contract-hint = 두 당사자 사이의 합의서나 라이선스.
deposit-kind-evidence-of-use-hint = 무언가를 전시하거나 판매했다는 증거. 날짜와 장소를 적습니다.
deposit-kind-other-hint = 그 밖의 파일.
deposit-stage = 어느 단계인가요?
deposit-series = 시리즈 또는 프로젝트
deposit-series-hint = 예: 연구 노트 번호. 증명에 기록됩니다.
deposit-work-title = 작품 제목
deposit-work-title-hint = 증명에 기록됩니다.
deposit-note = 메모
deposit-note-hint = 증명에 기록됩니다.
deposit-use-note = 사용 날짜와 장소
deposit-use-note-hint = 예: 2026년 5월 3일 리옹 박람회에서 전시. 증명에 기록됩니다.
deposit-contract-title = 계약의 대상
deposit-contract-title-hint = 증명에 기록됩니다.
deposit-label = 내 목록에서 쓸 이름
deposit-label-hint = 본인에게만 보이며 증명에 포함되지 않습니다.

# 2 Holder
deposit-holder = 누가 보유하고 있나요?
deposit-holder-hint = 이름은 증명 안에 봉인됩니다. 증명의 진술을 누군가에게 보여 줄 때만 드러납니다.
deposit-holder-grid = 파일의 보유자
deposit-holder-name = 보유자 이름
deposit-holder-name-row = { $file }의 보유자 이름
deposit-holder-kind = 개인 또는 단체
deposit-holder-kind-row = { $file }의 보유자: 개인 또는 단체
deposit-holder-role = 역할
deposit-holder-role-row = { $file } 보유자의 역할
deposit-holder-second = 상대방
deposit-holder-add = 보유자 추가
deposit-holder-extra = 모든 파일에 공통인 그 밖의 보유자
deposit-fill-down = 첫 이름을 모두에 사용
deposit-paste-column = 이름 목록 붙여넣기
deposit-paste-column-hint = 파일 순서대로 한 줄에 이름 하나. 스프레드시트의 열을 표에 바로 붙여넣을 수도 있습니다.
deposit-paste-column-label = 이름
deposit-paste-column-apply = 채우기
deposit-filled = { $count ->
   *[other] 이름 { $count }개를 채웠습니다.
}
deposit-grid-hint = 위아래 화살표 키로 행 사이를 이동합니다. Ctrl+D는 이름을 아래로 복사합니다.
deposit-same-holder = 모든 파일의 보유자가 같음
deposit-agent = 다른 사람을 대리합니다
deposit-agent-hint = 변호사와 변리사 등 대리인용: 본인의 이름이 보유자 이름 옆에 적힙니다.
deposit-agent-name = 본인 이름 또는 사무소
deposit-agent-matter = 관리 번호
deposit-preview = 증명에 적힐 내용
deposit-preview-one = 보유자({ $holder })가 지문 { $fingerprint } 파일을 보유하고 있다고 진술했습니다.
deposit-preview-size = 크기는 { $size }입니다.
deposit-preview-together = 지문은 파일 목록을 통해 모든 파일을 함께 나타냅니다. 파일 수: { $count }.
deposit-preview-name = 이름은 { $name }입니다.
deposit-preview-name-hidden = 이름은 기록되지 않습니다.
deposit-preview-name-sealed = 이름은 봉인된 형태로 기록됩니다.
deposit-preview-title = 제목 등: { $title }
deposit-preview-note = 메모: { $note }
deposit-preview-agent = 보유자를 대신하여 등록한 대리인: { $agent }
deposit-preview-matter = 관리 번호: { $matter }
deposit-preview-assurance = 등록자 신원 확인 정도: { $assurance }
deposit-preview-time = 시각은 본인도 저희도 아닌 타임스탬프 기관이 넣습니다.
deposit-preview-which = { $file } 기준으로 표시
deposit-declaration = 보유자로 적은 개인과 단체가 지문을 등록할 때 이 파일을 보유하고 있었으며, 그 이름을 여기에 적어도 된다고 진술합니다.

# 3 Timestamp
deposit-issue = { $count ->
   *[other] 파일 { $count }개에 타임스탬프 찍기
}
deposit-issue-none = 먼저 파일을 선택하세요
deposit-issue-together = 모든 파일에 증명 하나로 타임스탬프 찍기 ({ $count })
deposit-together = 모든 파일 함께 ({ $count })
deposit-issue-hint = 위의 지문과 이름은 지금 이 순간에만 전송됩니다.
deposit-sign-in-first = 타임스탬프를 찍으려면 로그인하세요. 지문은 여기서 기다립니다.
deposit-sign-in = 로그인하고 돌아오기
deposit-sign-up = 계정 만들기
deposit-issuing = 타임스탬프 찍는 중
deposit-issue-progress = 증명 { $total }건 중 { $done }건 완료
deposit-state-sending = 전송 중
deposit-state-queued = 토큰 대기 중
deposit-state-verifying = 여기서 토큰 검증 중
deposit-state-done = 완료
deposit-state-failed = 실패
deposit-state-refused = 토큰이 검증을 통과하지 못했습니다. 신뢰하지 마세요.
deposit-failed-some = { $count ->
   *[other] 파일 { $count }개가 증명을 받지 못했습니다. 잃은 것은 없으니 다시 시도하세요.
}
deposit-try-again = 다시 시도
deposit-done = { $count ->
   *[other] 증명 { $count }건이 준비되었습니다.
}
deposit-see-result = 증명 보기
deposit-package-with = 파일을 넣은 패키지
deposit-package-together = 파일들을 넣은 패키지
deposit-name-keys = 파일 이름은 봉인된 형태로 기록됩니다. 그 열쇠를 지금 저장하세요. 이 페이지에만 있으며, 열쇠가 없으면 나중에 이름을 보여 줄 수 없습니다.
deposit-name-keys-save = 이름의 열쇠 저장
deposit-manifest = 파일 목록을 다음 이름으로 저장했습니다: { $name }. 파일과 함께, 남에게 보이지 않게 보관하세요. 없으면 이 증명을 검증할 수 없고 아무도 다시 만들 수 없습니다.
deposit-manifest-save = 파일 목록 다시 저장
deposit-error-offline = 서비스에 연결할 수 없습니다. 지문은 여기에 보관되어 있으니 잠시 뒤 다시 시도하세요.
deposit-error-signed-out = 로그아웃되었습니다. 다시 로그인하세요. 지문은 여기에 보관되어 있습니다.
deposit-error-declaration = 먼저 진술을 확인해 주세요.
deposit-error-many = 한 번에 최대 { $count }개의 파일에 타임스탬프를 찍을 수 있습니다.
deposit-error-refused = 서비스가 거절했습니다: { $detail }

# Names that are refused, and why
deposit-text-empty = 이름이 없습니다.
deposit-text-too-long = 너무 깁니다. 최대 { $count }자입니다.
deposit-text-control = 제어 문자가 들어 있습니다.
deposit-text-bidi = 쓰기 방향을 바꾸는 숨은 문자가 들어 있습니다.
deposit-text-invisible = 보이지 않는 문자가 들어 있습니다.
deposit-text-space = 앞뒤 공백, 연속된 공백 또는 특이한 공백이 들어 있습니다.
deposit-text-not-a-character = 문자가 아닌 것이 들어 있습니다.
deposit-text-mark-first = 글자에 붙지 않은 악센트 부호로 시작합니다.
deposit-text-not-normalised = 통상적이지 않은 방식으로 적혀 있습니다. 다시 입력하세요.
