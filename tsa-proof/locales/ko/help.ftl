# Help: first steps, words, questions.

help-title = 도움말
help-lead = 쉬운 말로 짧게 답합니다.
help-contents = 이 페이지의 내용

help-start = 첫걸음
help-start-1 = 계정을 만들고 이메일 주소를 확인합니다.
help-start-2 = “증명 만들기” 페이지에 파일을 놓고 지문이 준비될 때까지 기다립니다. 큰 파일은 시간이 걸립니다.
help-start-3 = 누가 파일을 보유하는지 적고, 미리 보기를 읽고, “타임스탬프 찍기”를 누릅니다.
help-start-4 = 증거 패키지를 내려받아 바뀌지 않은 파일과 함께 보관합니다. 둘 다 다른 곳에 사본을 두세요.
help-start-5 = “증명 검증” 페이지에서 한 번 검증합니다.

help-judge = 판사가 물을 것
help-judge-1-q = 토큰은 무엇을 증명하나요?
help-judge-1-a = 정확히 이 내용의 파일이 적힌 시각에 존재했다는 것입니다. 시각에는 파일을 모르고 어느 편도 들지 않는 기관이 서명합니다.
help-judge-2-q = 그 뒤에 파일이 바뀌었을 수 있나요?
help-judge-2-a = 아니요. 비트 하나만 바뀌어도 지문이 달라져 검증이 실패합니다. “파일” 답이 그것을 보여 줍니다.
help-judge-3-q = 시각을 앞당겼을 수 있나요?
help-judge-3-a = 등록자는 할 수 없습니다. 시각은 기관이 정합니다. 또한 모든 토큰은 늘어나기만 하는 공개 로그에 등재되므로 나중에 만든 토큰은 눈에 띕니다.
help-judge-4-q = 이 사람이 보유자였다는 것은 누가 말하나요?
help-judge-4-a = 등록자가 말했고, 그 진술은 바로 그 시각에 고정되었습니다. 나중에 바꿔치기할 수 없습니다. 등록자의 신원이 어디까지 확인되었는지는 진술에 적혀 있습니다.
help-judge-5-q = 보유자가 저작자나 소유자인가요?
help-judge-5-a = 증명은 그렇게 말하지 않습니다. 어느 시각에 보유했다는 증거이며, 저작자나 소유자인지는 다른 사실에 따라 판단합니다.
help-judge-6-q = 같은 사람이 다른 이름도 기록했을 수 있나요?
help-judge-6-a = 네. 한 파일을 여러 이름으로 등록하고 하나만 보여 줄 수도 있습니다. 그것이 중요하다면 다른 증거를 요구하세요.
help-judge-7-q = 서비스를 믿지 않고 검증하려면?
help-judge-7-a = 세계 대부분의 서버에 있는 OpenSSL로 할 수 있습니다. 명령은 패키지에 있습니다. 루트 인증서의 지문을 독립된 출처와 비교하세요.
help-judge-8-q = 서비스가 없어지면 어떻게 되나요?
help-judge-8-a = 필요한 모든 것이 패키지에 있습니다. 토큰, 인증서, 폐지 목록, 로그 증명입니다.

help-keep = 증명 보관
help-keep-1-q = 무엇을 보관해야 하나요?
help-keep-1-a = 바뀌지 않은 파일과 패키지입니다. 클라우드 사본, 디스크, 패키지 지문의 인쇄물을 함께 두면 좋습니다.
help-keep-2-q = 파일 이름을 바꿔도 되나요?
help-keep-2-a = 네. 이름은 지문에 포함되지 않습니다. 다만 프로그램에서 열어 다시 저장하면 대개 내용이 바뀝니다.
help-keep-3-q = 메신저로 파일을 보냈더니 맞지 않습니다. 왜 그런가요?
help-keep-3-a = 많은 프로그램이 사진과 동영상을 보내면서 줄입니다. 지문을 계산했던 사본을 쓰세요.
help-keep-4-q = 증명은 얼마나 오래가나요?
help-keep-4-a = 토큰에는 기한이 없습니다. 기관의 인증서에는 기한이 있으며, 그 뒤에는 토큰이 발급된 시각을 기준으로 검증하고 공개 로그가 그보다 나중에 만들어진 것이 아님을 보여 줍니다.
help-keep-5-q = 패키지를 잃어버렸습니다. 어떻게 하나요?
help-keep-5-a = 로그인하여 “내 증명”에서 다시 내려받으세요. 파일은 저희에게 없으니 잘 보관하세요.

help-privacy = 개인 정보
help-privacy-1-q = 무엇이 기기를 떠나나요?
help-privacy-1-a = 지문, 입력하신 이름과 메모, 그리고 선택하신 경우에만 파일 이름입니다. 전송된 파일 내용의 바이트 수는 페이지에 표시되며, 그 수는 0입니다.
help-privacy-2-q = 지문으로 내 파일을 추측할 수 있나요?
help-privacy-2-a = 한 줄짜리 글처럼 파일 자체를 추측할 수 있을 만큼 단순하지 않다면 사실상 불가능합니다. 그런 파일에는 아무도 추측할 수 없는 문장을 더한 뒤 타임스탬프를 찍으세요.
help-privacy-3-q = 보유자의 이름은 누가 볼 수 있나요?
help-privacy-3-a = 진술을 보여 준 사람만 볼 수 있습니다. 토큰에는 봉인된 수만 들어 있습니다.
help-privacy-4-q = 계정을 닫으면 어떻게 되나요?
help-privacy-4-a = 이름의 키가 파기되어 아무도 더는 읽을 수 없습니다. 패키지는 계속 유효합니다.

help-words = 용어
help-word-fingerprint = 지문
help-word-fingerprint-text = 파일의 모든 비트에서 계산한 수 (SHA-256). 같은 파일은 언제나 같은 값을 내고, 알려진 한 다른 파일은 결코 그 값을 내지 않습니다.
help-word-token = 토큰
help-word-token-text = 서명된 작은 파일: 이 지문, 이 시각 (RFC 3161).
help-word-claim = 진술
help-word-claim-text = 누가 파일을 보유했는지 말하는 짧은 글. 토큰 안에 봉인됩니다.
help-word-package = 증거 패키지
help-word-package-text = 증명의 모든 부분과 검증 수단을 담은 ZIP 파일.
help-word-authority = 타임스탬프 기관
help-word-authority-text = 정확한 시각과 함께 지문에 서명하고 그 밖의 일은 하지 않는 서비스.
help-word-certificate = 인증서
help-word-certificate-text = 누구의 서명인지 말해 줍니다. 그 끝에는 다른 이유로 신뢰해야 하는 루트 인증서가 있습니다.
help-word-log = 공개 로그
help-word-log-text = 더하기만 할 수 있는 모든 토큰의 목록.
help-word-accuracy = 정확도
help-word-accuracy-text = 적힌 시각이 실제 시각과 얼마나 다를 수 있는지.
help-word-holder = 보유자
help-word-holder-text = 등록자의 진술에 따라, 타임스탬프를 찍을 때 파일을 가졌던 사람.
help-word-nonce = 논스
help-word-nonce-text = 토큰 속의 수. 여기서는 진술의 지문이며 둘을 묶어 줍니다.

help-contact = 문의
help-contact-text = 연락해 주세요. 비밀이어야 할 파일은 보내지 마세요.
help-contact-none = 이 서비스의 운영자가 주소를 적지 않았습니다.
help-integrators = 프로그래머용
help-integrators-text = 프로그램으로도 같은 일을 할 수 있습니다.
help-integrators-link = 인터페이스 설명 (OpenAPI)
