# What a deposit gave, and the page of one proof.

result-title = 만든 증명
result-title-one = 만든 증명
result-lead = { $count ->
   *[other] 파일 { $count }개에 타임스탬프가 찍혔습니다.
}
result-waiting = { $count ->
   *[other] 파일 { $count }개가 아직 토큰을 기다립니다. 이 페이지는 자동으로 새로 고쳐집니다.
}
result-failed = { $count ->
   *[other] 파일 { $count }개가 증명을 받지 못했습니다.
}
result-proof = 증명
result-proof-title = { $name }의 증명
result-existed = 파일이 존재한 시각
result-accuracy = 시각의 정확도: { $accuracy }
result-holder = 기록된 보유자
result-agent = 등록한 대리인
result-matter = 관리 번호
result-work-title = 제목
result-work-note = 메모
result-assurance = 등록자 신원
result-file-name = 파일 이름
result-file-name-sealed = 봉인됨. 열쇠는 본인에게 있습니다
result-file-name-none = 기록되지 않음
result-service = 서비스
result-made = 만든 날짜
result-verified-here = 방금 브라우저에서 검증했습니다. 토큰이 올바릅니다.
result-verified-failed = 브라우저에서 한 검증이 실패했습니다. 이 토큰을 신뢰하지 마세요.
result-verifying = 브라우저에서 토큰 검증 중…

result-keep = 이 둘을 함께 보관하세요
result-keep-text = 바뀌지 않은 파일과 그 증거 패키지. 둘이 함께 있어야 증명이 됩니다. 하나만으로는 부족합니다.
result-keep-file = 원본 파일
result-keep-file-text = 다시 저장하거나 변환하지 마세요. 이름은 바꿔도 되고, 똑같은 사본을 써도 됩니다.
result-keep-package = 그 증거 패키지
result-keep-package-text = 토큰, 진술, 인증서, 그리고 저희 없이 모두 검증하는 작은 프로그램.
result-package = 패키지 내려받기
result-package-with = 파일을 넣은 패키지 내려받기
result-package-with-hint = 기기에서 묶습니다. 파일을 여기에 놓으세요. 전송되지 않습니다.
result-together = 여러 파일을 함께 증명합니다. 검증하려면 파일과, 증명을 만들 때 기기에 저장된 목록 manifest-….json이 필요합니다. 패키지, 파일과 함께 놓으세요.
result-package-built = 패키지가 준비되었습니다: { $size }
result-package-wrong-file = 다른 파일입니다. 지문이 다릅니다. 타임스탬프를 찍은 파일을 놓으세요.
result-package-waiting = 공개 로그가 아직 기록되는 중입니다. 내려받기는 몇 초 기다린 뒤 시작됩니다.
result-all-packages = 모든 패키지 내려받기
result-all-packages-hint = 파일마다 패키지 하나씩 담은 압축 파일입니다.
result-parts = 개별 구성 요소
result-part-token = 토큰
result-part-token-text = RFC 3161에 따른 파일의 서명된 시각 (file.tsr)
result-part-claim = 진술
result-part-claim-text = 누가 보유했는지의 정확한 기록 (claim.json)
result-part-claim-token = 진술 토큰
result-part-claim-token-text = 진술의 서명된 시각 (claim.tst)
result-part-container = 컨테이너
result-part-container-text = 유럽 검증 도구를 위한 진술과 그 토큰 (claim.asics)
result-drill = 지금 해 보세요
result-drill-text = 방법을 알 수 있도록, 새로 만든 지금 한 번 검증해 보세요.
result-drill-link = 증명 검증
result-again = 하나 더 만들기
result-to-vault = 내 증명 모두
result-timeline = 시간 순서
result-event-fingerprint = 지문 접수
result-event-file-token = 파일에 타임스탬프 찍음
result-event-claim-token = 보유자 이름에 타임스탬프 찍음
result-event-logged = 공개 로그에 등재
result-failure = 실패한 이유
result-failure-text = 이 파일에 대해서는 아무것도 기록되지 않았습니다. 타임스탬프를 다시 찍으세요.

result-mail = 이메일로 받기
result-mail-sent = 이메일 주소로 보냈습니다.
result-mail-hint = 시각, 일련번호, 지문만 담으며 파일이나 보유자의 이름은 없습니다.
