# README of an evidence package, plain text. { $file } is a file name or the fingerprint, { $time } a time in UTC.

package-title = Prova de existência
package-what = Este pacote mostra que o arquivo existia neste momento, e quem constava como titular dele.
package-file = Arquivo: { $file }
package-fingerprint = SHA-256: { $fingerprint }
package-time = Hora (UTC): { $time }
package-accuracy = Exatidão: { $accuracy }
package-serial = Número de série: { $serial }
package-holder = Titular: { $holder }
package-agent = Depositado por: { $agent }
package-service = Serviço: { $service }
package-number = Número da prova: { $id }
package-keep = Guarde este pacote junto com o arquivo. Sem o arquivo inalterado ele não prova nada.
package-keep-copies = Guarde uma segunda cópia em outro lugar. Nunca abra e salve o arquivo com um programa que o altere.

package-check-title = Como verificar
package-check-page = Abra verify.html em um navegador, mesmo sem rede, e solte ali o arquivo e este pacote.
package-check-script = Ou execute isto onde o OpenSSL 3 estiver instalado:
package-check-root = Ambos usam o certificado raiz deste pacote. Compare a impressão digital dele com uma fonte em que você confia, por exemplo a página de confiança do serviço, ou indique sua própria cópia com --root.
package-check-root-fingerprint = SHA-256 do certificado raiz: { $fingerprint }
package-check-crl = Só uma lista de revogação emitida depois da prova diz se um certificado foi revogado. Se uma verificação disser que ela falta, baixe a mais recente (crls.pem) da página de confiança do serviço e indique-a também: sh verify.sh --crl crls.pem

package-contents-title = O que há nele
package-contents-file = original/: o próprio arquivo
package-contents-manifest = manifest.json, folder.head: a lista dos arquivos carimbados juntos. Se não estiver aqui, ponha o manifest-….json salvo ao lado destes arquivos com este nome. Mantenha-a em sigilo
package-contents-file-tsr = file.tsr: o carimbo do tempo do arquivo, como a autoridade respondeu (RFC 3161)
package-contents-claim = claim.json: a declaração, com o nome do titular
package-contents-claim-tst = claim.tst: o carimbo do tempo da declaração, que mostra que o serviço a registrou
package-contents-claim-asics = claim.asics: declaração e carimbo em um só contêiner (ASiC-S), para outros programas
package-contents-certificates = chain.pem, roots.pem, crls.pem: certificados e listas de revogação
package-contents-log = file.tlog-proof, claim.tlog-proof: provas de que os dois carimbos estão no log público
package-contents-policy = policy.txt, trust.txt: as chaves do log, e o que o serviço exige dos seus carimbos
package-contents-verify = { $files }: como verificar sem nós

package-means-title = O que ele mostra e o que não mostra
package-means-shows = Mostra que o arquivo existia o mais tardar neste momento, e que este nome foi registrado para ele naquele momento.
package-means-not = Não mostra quem fez o arquivo, a quem pertence por direito, nem que o nome foi conferido além do indicado.
package-means-assurance-none = A identidade do depositante não foi conferida.
package-means-assurance-email = O endereço de e-mail do depositante foi conferido.
package-means-assurance-domain = O domínio de internet do depositante foi conferido.
package-means-assurance-eid = O depositante usou uma identidade eletrônica.
package-means-assurance-manual = A identidade do depositante foi conferida por uma pessoa.
package-means-expiry = A prova não expira. Os certificados expiram, mas o que foi assinado antes continua verificável.
