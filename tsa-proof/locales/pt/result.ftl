# What a deposit gave, and the page of one proof.

result-title = Suas provas
result-title-one = Sua prova
result-lead = { $count ->
    [one] { $count } arquivo foi carimbado.
   *[other] { $count } arquivos foram carimbados.
}
result-waiting = { $count ->
    [one] { $count } arquivo ainda aguarda o token. Esta página se atualiza sozinha.
   *[other] { $count } arquivos ainda aguardam os tokens. Esta página se atualiza sozinha.
}
result-failed = { $count ->
    [one] { $count } arquivo não obteve prova.
   *[other] { $count } arquivos não obtiveram prova.
}
result-proof = Prova
result-proof-title = Prova de { $name }
result-existed = O arquivo existia neste momento:
result-accuracy = A hora está certa { $accuracy }.
result-holder = Titular que consta
result-agent = Depositado por
result-matter = Referência
result-work-title = Título
result-work-note = Observação
result-assurance = Identidade do depositante
result-file-name = Nome do arquivo
result-file-name-sealed = selado; você tem a chave
result-file-name-none = não registrado
result-service = Serviço
result-made = Criado em
result-verified-here = Verificado agora no seu navegador: o token está correto.
result-verified-failed = A verificação no seu navegador falhou. Não confie neste token.
result-verifying = Verificando o token no seu navegador…

result-keep = Guarde estes dois, juntos
result-keep-text = Seu arquivo, inalterado, e o pacote de prova dele. Os dois juntos são a prova. Um só não basta.
result-keep-file = Seu arquivo original
result-keep-file-text = Não o salve de novo nem o converta. Mudar o nome não importa, e uma cópia exata também serve.
result-keep-package = O pacote de prova dele
result-keep-package-text = Tokens, declaração, certificados e um pequeno programa que verifica tudo sem nós.
result-package = Baixar o pacote
result-package-with = Baixar o pacote com o arquivo dentro
result-package-with-hint = Ele é montado na sua máquina. Solte o arquivo aqui; ele não é enviado.
result-together = Esta prova é de vários arquivos juntos. Para verificá-la são precisos os arquivos e a lista deles, manifest-….json, salva no seu dispositivo quando a prova foi feita. Solte-a junto com o pacote e os arquivos.
result-package-built = O pacote está pronto: { $size }.
result-package-wrong-file = Este é outro arquivo: a impressão digital é diferente. Solte o que foi carimbado.
result-package-waiting = O log público ainda está sendo escrito. O download espera alguns segundos por ele.
result-all-packages = Baixar todos os pacotes
result-all-packages-hint = Um único arquivo compactado, com um pacote para cada arquivo.
result-parts = Partes avulsas
result-part-token = Token
result-part-token-text = A hora assinada do arquivo, conforme a RFC 3161 (file.tsr)
result-part-claim = Declaração
result-part-claim-text = Quem o detinha, em palavras e com exatidão (claim.json)
result-part-claim-token = Token da declaração
result-part-claim-token-text = A hora assinada da declaração (claim.tst)
result-part-container = Contêiner
result-part-container-text = A declaração e seu token para validadores europeus (claim.asics)
result-drill = Experimente agora
result-drill-text = Verifique a prova uma vez enquanto é recente, para saber como se faz.
result-drill-link = Verificar uma prova
result-again = Criar outra
result-to-vault = Todas as minhas provas
result-timeline = Linha do tempo
result-event-fingerprint = Impressão digital recebida
result-event-file-token = Arquivo carimbado
result-event-claim-token = Nome do titular carimbado
result-event-logged = Incluído no log público
result-failure = Por que falhou
result-failure-text = Nada foi registrado para este arquivo. Carimbe-o de novo.

result-mail = Enviar isto para meu e-mail
result-mail-sent = Está a caminho do seu endereço de e-mail.
result-mail-hint = Horas, números de série e impressões digitais; nenhum nome de arquivo ou titular.
