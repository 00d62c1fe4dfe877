# The frame in which files are chosen: the only place that ever sees them.

frame-title = Seus arquivos, no seu dispositivo

frame-drop-deposit = Solte aqui arquivos ou uma pasta
frame-drop-landing = Solte um arquivo para criar uma prova, ou uma prova para verificá-la
frame-drop-verify = Solte aqui o arquivo e a prova dele
frame-hint-deposit = São lidos no seu dispositivo e não são enviados a lugar nenhum.
frame-hint-landing = Os arquivos são lidos no seu dispositivo e não são enviados a lugar nenhum.
frame-hint-verify = Arquivos, pastas, tokens (.tsr, .tst), declarações (.json), pacotes (.zip, .asics), certificados (.pem), em qualquer ordem. Tudo fica no seu dispositivo.
frame-choose-files = Escolher arquivos
frame-choose-folder = Escolher uma pasta
frame-folder-not-read = Seu navegador não abre aqui a pasta { $name } que você soltou. Solte-a sozinha, ou use “Escolher uma pasta”.

frame-text = Ou usar um texto
frame-text-name = Nome do texto
frame-text-body = Texto
frame-text-use = Usar este texto
frame-text-hint = Um texto curto pode ser adivinhado: quem suspeita do que ele diz pode testar e comparar a impressão digital. Se deve ficar em segredo, acrescente uma linha de palavras ao acaso e guarde o texto exatamente assim.
frame-small = Arquivos muito pequenos: { $count }. Quem suspeita do conteúdo pode testar e comparar a impressão digital. Se deve ficar em segredo, escolha “Uma só prova para todos” na página “Criar uma prova”, mesmo para um único arquivo: entra então na impressão digital um segredo que só você tem.

frame-names = Nomes de arquivos
frame-names-none = Manter os nomes neste dispositivo
frame-names-send = Escrever os nomes nas provas
frame-names-commit = Selar os nomes: só quem tiver seu arquivo de selo poderá mostrá-los depois
frame-way = Provas
frame-way-each = Uma prova para cada arquivo
frame-way-one = Uma só prova para todos
frame-way-hint = Um só token vale por todos os arquivos. Antes de qualquer envio, a lista deles é salva no seu dispositivo como manifest-….json. Guarde-a com os arquivos, e em sigilo: sem ela a prova não pode ser verificada. Um segredo dessa lista entra na impressão digital, de modo que ninguém consegue adivinhar por ela o conteúdo de um arquivo.
frame-way-sign-in = Para fazer uma só prova de todos os arquivos, entre primeiro na sua conta e escolha-os depois.
frame-folder-path = Não há prova conjunta por causa do nome { $name }: ele tem um caractere invisível ou incomum, uma barra invertida, ou é longo demais. Renomeie o arquivo e escolha-o de novo, ou remova-o da lista.
frame-folder-path-twice = Não há prova conjunta porque dois arquivos têm o caminho { $name }. Remova um deles da lista, ou escolha a pasta em que ambos estão.
frame-folder-unread = Não há prova conjunta porque { $name } não foi lido até o fim. Remova-o da lista e escolha-o de novo.
frame-folder-count = Não há prova conjunta: cabem no máximo 100.000 arquivos.

frame-remove = Remover { $name }
frame-more-files = { $count ->
    [one] E mais { $count } arquivo
   *[other] E mais { $count } arquivos
}

frame-state-waiting = Aguardando
frame-state-hashing = Calculando a impressão digital
frame-state-paused = Em pausa
frame-state-done = Pronto
frame-state-cancelled = Cancelado
frame-state-reading = Lendo
frame-state-fingerprint = Impressão digital

# What a dropped thing turned out to be.
frame-state-token = Token de carimbo do tempo
frame-state-refusal = Uma recusa, não um token
frame-state-request = Pedido de carimbo do tempo
frame-state-claim = Declaração
frame-state-package = Pacote
frame-state-certificate = Certificado
frame-state-crl = Lista de revogação
frame-state-log-proof = Prova de inclusão no log
frame-state-supplement = Parte de uma prova
frame-state-tsd = TimeStampedData (.tsd): tratado como arquivo; os tokens nele não são lidos aqui
frame-state-asice = Contêiner ASiC-E: tratado como arquivo; as assinaturas e os tokens nele não são lidos aqui

frame-error-changed = O arquivo mudou enquanto era lido. Remova-o e escolha-o de novo.
frame-error-unreadable = O arquivo não pode ser lido. Está aberto em outro lugar ou foi movido?
frame-error-internal = Este navegador não conseguiu terminar. Recarregue a página e tente de novo.
frame-error-engine = Este navegador não consegue ler arquivos aqui porque não executa WebAssembly. Atualize-o ou use outro.
frame-error-package = Este arquivo compactado está danificado ou é de um tipo que não pode ser lido.
