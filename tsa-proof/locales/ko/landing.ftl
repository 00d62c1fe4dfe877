# The first page.

landing-title = 파일이 존재했음을 증명하세요
landing-lead = 파일의 지문에 정확한 시각과 함께 서명합니다. 파일은 기기를 떠나지 않으며, 누구나 저희를 믿지 않고도 증명을 검증할 수 있습니다.
landing-drop-title = 증명 만들기 또는 검증하기
landing-drop-lead = 파일이나 폴더를 놓으면 증명을 만들고, 증명을 놓으면 검증합니다.
landing-continue = { $count ->
   *[other] 이 파일 { $count }개로 계속
}
landing-check-instead = 증명을 놓으셨습니다. 검증해 보겠습니다.
landing-nothing-sent = “타임스탬프 찍기”를 누르기 전에는 아무것도 전송되지 않습니다.

landing-how = 작동 방식
landing-how-1-title = 지문
landing-how-1-text = 브라우저가 파일의 모든 비트에서 짧은 수를 계산합니다. 내용은 전혀 드러나지 않으며, 다른 파일이 같은 값을 갖지 않습니다.
landing-how-2-title = 타임스탬프
landing-how-2-text = 타임스탬프 기관이 지문과 시각, 그리고 누가 보유했는지에 대한 봉인된 기록에 서명합니다. 1초면 됩니다.
landing-how-3-title = 보관
landing-how-3-text = 작은 증거 패키지를 받게 됩니다. 파일과 함께 보관하세요. 둘이 함께 있어야 증명이 됩니다. 오늘도, 20년 뒤에도.
landing-how-4-title = 검증
landing-how-4-text = 누구나 여기에서 무료로, 또는 널리 쓰이는 OpenSSL 프로그램으로 직접 검증할 수 있습니다. 이 서비스가 사라져도 마찬가지입니다.

landing-for = 이런 데 쓰입니다
landing-for-secret = 공유하기 전의 영업비밀과 노하우
landing-for-research = 쌓여 가는 실험 노트와 연구 데이터
landing-for-creative = 공개하기 전의 음악, 글, 디자인, 소스 코드
landing-for-contract = 계약서, 라이선스, 상표 사용의 증거

landing-not = 증명하지 않는 것
landing-not-lead = 타임스탬프는 한 가지 사실에 대한 강력한 증거입니다. 그 한계도 솔직하게 말씀드립니다.
landing-not-1-title = 누가 만들었는지
landing-not-1-text = 그 시각에 파일이 존재했음을 증명할 뿐, 누가 썼는지나 법적으로 누구의 것인지는 증명하지 않습니다.
landing-not-2-title = 본인이 누구인지
landing-not-2-text = 보유자의 이름은 제공된 그대로 기록됩니다. 어디까지 확인되었는지가 옆에 적히며, 그 이상은 아닙니다.
landing-not-3-title = 유일한 보유자였는지
landing-not-3-text = 다른 사람이 같은 파일을 가졌을 수도 있고, 한 사람이 여러 이름을 기록했을 수도 있습니다.

landing-standards = 공개 표준에 기반
landing-standards-text = 토큰은 RFC 3161을 따르고 공개 로그에 등재됩니다. 어떤 증명도 이 웹사이트에 의존하지 않습니다.
landing-trust-link = 인증서와 로그 보기
landing-help-link = 판사가 물을 질문들
