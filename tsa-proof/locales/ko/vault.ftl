# The list of one's proofs.

vault-title = 내 증명
vault-lead = 서비스는 증명만 보관하고 파일은 보관하지 않습니다. 패키지 사본을 보관하세요. 저희 없이도 쓸 수 있습니다.
vault-empty = 아직 증명이 없습니다.
vault-empty-link = 첫 증명 만들기
vault-none-found = 이 조건에 맞는 증명이 없습니다.
vault-search = 검색
vault-search-hint = 파일이나 보유자의 이름, 제목 또는 지문의 앞부분
vault-filter = 필터
vault-from = 시작일
vault-to = 종료일
vault-any = 모두
vault-apply = 표시
vault-reset = 모두 표시
vault-column-time = 시각
vault-column-file = 파일
vault-column-holder = 보유자
vault-column-kind = 종류
vault-column-state = 상태
vault-next = 이전 것
vault-first = 최신
