# README of an evidence package, plain text. { $file } is a file name or the fingerprint, { $time } a time in UTC.

package-title = 존재 증명
package-what = 이 패키지는 파일이 이 시각에 존재했다는 것과 누가 그 보유자로 기록되었는지를 보여 줍니다.
package-file = 파일: { $file }
package-fingerprint = SHA-256: { $fingerprint }
package-time = 시각 (UTC): { $time }
package-accuracy = 정확도: { $accuracy }
package-serial = 일련번호: { $serial }
package-holder = 보유자: { $holder }
package-agent = 등록한 대리인: { $agent }
package-service = 서비스: { $service }
package-number = 증명 번호: { $id }
package-keep = 이 패키지를 파일과 함께 보관하세요. 바뀌지 않은 파일이 없으면 아무것도 증명하지 못합니다.
package-keep-copies = 다른 곳에 사본을 하나 더 두세요. 파일을 바꾸는 프로그램으로 열어 다시 저장하지 마세요.

package-check-title = 검증 방법
package-check-page = 브라우저에서 verify.html을 열고 (네트워크 불필요) 파일과 이 패키지를 그곳에 놓으세요.
package-check-script = 또는 OpenSSL 3이 설치된 곳에서 다음을 실행하세요:
package-check-root = 둘 다 이 패키지의 루트 인증서를 씁니다. 그 지문을 서비스의 “신뢰 근거” 페이지처럼 믿을 만한 출처와 비교하거나 --root로 직접 가진 사본을 지정하세요.
package-check-root-fingerprint = 루트 인증서의 SHA-256: { $fingerprint }
package-check-crl = 인증서가 폐지되었는지는 증명 이후에 발행된 폐지 목록으로만 알 수 있습니다. 검증에서 목록이 없다고 하면 서비스의 “신뢰 근거” 페이지에서 최신 목록(crls.pem)을 받아 함께 지정하세요: sh verify.sh --crl crls.pem

package-contents-title = 들어 있는 것
package-contents-file = original/: 파일 자체
package-contents-manifest = manifest.json, folder.head: 함께 타임스탬프가 찍힌 파일의 목록. 여기에 없으면 저장해 둔 manifest-….json을 이 이름으로 이 파일들 옆에 두세요. 남에게 보이지 마세요
package-contents-file-tsr = file.tsr: 기관이 응답한 파일의 타임스탬프 (RFC 3161)
package-contents-claim = claim.json: 보유자의 이름이 든 진술
package-contents-claim-tst = claim.tst: 진술의 타임스탬프. 서비스가 기록했음을 보여 줍니다
package-contents-claim-asics = claim.asics: 진술과 타임스탬프를 한 컨테이너 (ASiC-S)에 담은 것. 다른 프로그램용
package-contents-certificates = chain.pem, roots.pem, crls.pem: 인증서와 폐지 목록
package-contents-log = file.tlog-proof, claim.tlog-proof: 두 타임스탬프가 공개 로그에 있다는 증명
package-contents-policy = policy.txt, trust.txt: 로그의 키와 서비스가 타임스탬프에 요구하는 것
package-contents-verify = { $files }: 저희 없이 검증하는 방법

package-means-title = 보여 주는 것과 보여 주지 않는 것
package-means-shows = 파일이 늦어도 이 시각에 존재했고, 그 시각에 이 이름이 기록되었음을 보여 줍니다.
package-means-not = 누가 파일을 만들었는지, 법적으로 누구의 것인지, 이름이 적힌 것보다 더 확인되었는지는 보여 주지 않습니다.
package-means-assurance-none = 등록자의 신원은 확인되지 않았습니다.
package-means-assurance-email = 등록자의 이메일 주소가 확인되었습니다.
package-means-assurance-domain = 등록자의 인터넷 도메인이 확인되었습니다.
package-means-assurance-eid = 등록자가 전자 신원을 사용했습니다.
package-means-assurance-manual = 등록자의 신원을 사람이 확인했습니다.
package-means-expiry = 증명은 만료되지 않습니다. 인증서는 만료되지만 그 전에 서명된 것은 계속 검증할 수 있습니다.
