# Letters to the owner of an account. Plain text. After "text" comes a link on its own line, then "after".
# { $service } is the host name of the service, such as proof.example.

mail-signature = { $service }: 파일이 존재했다는 증거

mail-confirm-subject = 이메일 주소를 확인해 주세요
mail-confirm-text = { $service }에서 이 주소로 계정이 만들어졌습니다. 본인이시라면 24시간 안에 이 링크를 열고 정하신 비밀번호를 입력하세요:
mail-confirm-after = 본인이 아니라면 아무것도 하지 마세요. 비밀번호 없이는 링크로 아무것도 열리지 않고 계정은 잠긴 채로 있습니다.

mail-reset-subject = 새 비밀번호를 정해 주세요
mail-reset-text = { $service } 계정의 새 비밀번호가 요청되었습니다. 본인이시라면 30분 안에 이 링크를 여세요:
mail-reset-after = 본인이 아니라면 아무것도 하지 마세요. 비밀번호는 그대로입니다.

mail-new-address-subject = 새 이메일 주소 확인
mail-new-address-text = { $service } 계정의 소유자가 이 주소를 그 계정에 쓰려고 합니다. 본인이시라면 24시간 안에 이 링크를 열고 비밀번호를 입력하세요:
mail-new-address-after = 본인이 아니라면 아무것도 하지 마세요. 비밀번호 없이는 링크로 아무것도 열리지 않습니다.

mail-address-asked-subject = 계정의 주소 변경이 요청되었습니다
mail-address-asked-text = 비밀번호를 아는 사람이 { $service } 계정에 다른 주소를 요청했습니다. 본인이시라면 여기서 할 일은 없습니다. 새 메일함의 링크를 여세요. 본인이 아니라면 곧바로 새 비밀번호를 정하세요. 그러면 변경이 중단됩니다:
mail-address-asked-after = 이 주소로 더는 새 비밀번호를 정할 수 없다면 { $service } 운영자에게 알려 주세요.

mail-already-subject = 이미 계정이 있습니다
mail-already-text = 누군가 { $service }에서 이 주소로 계정을 만들려 했지만 이미 계정이 있습니다. 본인이시라면 여기서 로그인하세요:
mail-already-after = 비밀번호를 잊으셨다면 그곳에서 새로 요청하세요. 본인이 아니라면 아무것도 하지 마세요.

mail-password-subject = 비밀번호가 바뀌었습니다
mail-password-text = { $service } 계정의 비밀번호가 바뀌었고 다른 기기는 로그아웃되었습니다. 본인이시라면 하실 일이 없습니다. 계정:
mail-password-after = 본인이 아니라면 즉시 새 비밀번호를 요청하세요.

mail-factor-set-subject = 로그인 코드가 켜졌습니다
mail-factor-set-text = 이제 { $service } 계정은 로그인할 때 인증 앱의 코드를 요구합니다. 계정:
mail-factor-set-after = 본인이 아니라면 즉시 새 비밀번호를 요청하고 다른 세션을 모두 끝내세요.

mail-factor-removed-subject = 로그인 코드가 꺼졌습니다
mail-factor-removed-text = 이제 { $service } 계정은 로그인할 때 코드를 요구하지 않습니다. 계정:
mail-factor-removed-after = 본인이 아니라면 즉시 새 비밀번호를 요청하고 다른 세션을 모두 끝내세요.

mail-result-subject = 내 증명
mail-result-text = { $service }에 요청하신 등록 결과입니다. 증명과 패키지는 여기에 있습니다.
mail-result-after = 아래 각 줄이 증명 하나입니다. 시각(UTC), 토큰의 일련번호, 파일의 SHA-256 지문을 적었습니다. 이 이메일 자체는 증명이 아닙니다. 패키지를 파일과 함께 보관하세요.
