# The page that makes proofs: choose, name the holder, timestamp.

deposit-title = Criar uma prova
deposit-lead = Três passos. Seus arquivos ficam na sua máquina o tempo todo.
deposit-step-1 = Escolher
deposit-step-2 = Titular
deposit-step-3 = Carimbar
deposit-steps = Passos

# 1 Choose
deposit-choose = Escolha seus arquivos
deposit-choose-hint = De qualquer tipo e tamanho. Uma pasta dá uma prova para cada arquivo dentro dela, ou uma só para todos.
deposit-paste = Colar impressões digitais em vez disso
deposit-paste-hint = Uma impressão digital SHA-256 por linha, como o sha256sum a imprime. Útil quando o arquivo está em outra máquina.
deposit-paste-label = Impressões digitais
deposit-paste-add = Adicionar
deposit-paste-bad = A linha { $line } não é uma impressão digital SHA-256: são esperados 64 caracteres 0–9 e a–f.
deposit-paste-added = { $count ->
    [one] { $count } impressão digital adicionada.
   *[other] { $count } impressões digitais adicionadas.
}
deposit-sent = { $count ->
    [0] 0 bytes dos seus arquivos enviados
    [one] { $count } byte dos seus arquivos enviado
   *[other] { $count } bytes dos seus arquivos enviados
}
deposit-sent-how = Medido aqui: as requisições do quadro que contém seus arquivos, como o próprio navegador as informa.
deposit-requests = Requisições feitas até agora pelo quadro que contém seus arquivos: { $count }
deposit-rate = { $rate } por segundo
deposit-left = faltam cerca de { $span }
deposit-progress = { $done } de { $total }
deposit-pause = Pausar
deposit-resume = Continuar
deposit-cancel = Cancelar tudo
deposit-paused = Em pausa
deposit-hashing = Calculando impressões digitais
deposit-all-done = Todas as impressões digitais estão prontas.
deposit-some-ready = Parado. Impressões digitais prontas: { $count }
deposit-file-failed = { $count ->
    [one] { $count } arquivo não pôde ser lido e ficou de fora.
   *[other] { $count } arquivos não puderam ser lidos e ficaram de fora.
}
deposit-restored = { $count ->
    [one] A impressão digital que você calculou antes ainda está aqui.
   *[other] As { $count } impressões digitais que você calculou antes ainda estão aqui.
}
deposit-start-over = Recomeçar
deposit-skipped = Omitidos porque já estavam na lista: { $count }.
deposit-merged = Arquivos com o mesmo conteúdo de outro, que compartilham a prova dele: { $count }.
deposit-loose = Impressões digitais sem o arquivo aqui

# What it is
deposit-kind = O que é?
deposit-kind-trade-secret-hint = O nome do arquivo fica com você: só um vestígio selado dele é registrado.
deposit-kind-research-hint = Notas, dados e resultados que pertencem a uma série.
deposit-kind-creative-hint = Texto, música, imagem ou design, com título e autores.
deposit-kind-software-hint = Código-fonte, uma versão ou uma pasta inteira.
deposit-hint-git = Para uma só prova de um commit do Git com todos os arquivos, use a linha de comando: { $command }
deposit-hint-together = Para os dados de um estudo, escolha acima “Uma só prova para todos”: a pasta recebe uma prova.
deposit-kind-contract-hint = Um acordo ou licença entre duas partes.
deposit-kind-evidence-of-use-hint = Prova de que algo foi mostrado ou vendido, com data e lugar.
deposit-kind-other-hint = Qualquer outro arquivo.
deposit-stage = Em que etapa está?
deposit-series = Série ou projeto
deposit-series-hint = Por exemplo, o número de um caderno. É escrito na prova.
deposit-work-title = Título da obra
deposit-work-title-hint = É escrito na prova.
deposit-note = Observação
deposit-note-hint = É escrita na prova.
deposit-use-note = Data e lugar do uso
deposit-use-note-hint = Por exemplo: mostrado em uma feira em Lyon em 3 de maio de 2026. É escrito na prova.
deposit-contract-title = Objeto do contrato
deposit-contract-title-hint = É escrito na prova.
deposit-label = Nome para a sua própria lista
deposit-label-hint = Só você o vê. Não faz parte da prova.

# 2 Holder
deposit-holder = Quem o detém?
deposit-holder-hint = O nome é selado na prova. Ele só aparece se você mostrar a alguém a declaração da prova.
deposit-holder-grid = Titulares dos arquivos
deposit-holder-name = Nome do titular
deposit-holder-name-row = Nome do titular de { $file }
deposit-holder-kind = Pessoa ou organização
deposit-holder-kind-row = Pessoa ou organização: titular de { $file }
deposit-holder-role = Função
deposit-holder-role-row = Função do titular de { $file }
deposit-holder-second = Outra parte
deposit-holder-add = Adicionar outro titular
deposit-holder-extra = Outros titulares, os mesmos para todos os arquivos
deposit-fill-down = Usar o primeiro nome para todos
deposit-paste-column = Colar uma lista de nomes
deposit-paste-column-hint = Um nome por linha, na ordem dos arquivos. Você também pode colar uma coluna de planilha direto na tabela.
deposit-paste-column-label = Nomes
deposit-paste-column-apply = Preencher
deposit-filled = { $count ->
    [one] { $count } nome preenchido.
   *[other] { $count } nomes preenchidos.
}
deposit-grid-hint = As setas para cima e para baixo passam de uma linha a outra. Ctrl+D copia um nome para baixo.
deposit-same-holder = O mesmo titular para todos os arquivos
deposit-agent = Ajo em nome de outra pessoa
deposit-agent-hint = Para advogados e representantes: o seu próprio nome fica ao lado do nome do titular.
deposit-agent-name = Seu nome ou escritório
deposit-agent-matter = Sua referência
deposit-preview = O que a prova dirá
deposit-preview-one = Segundo a declaração, o arquivo com a impressão digital { $fingerprint } estava em poder de { $holder }.
deposit-preview-size = Seu tamanho é { $size }.
deposit-preview-together = A impressão digital vale por todos os arquivos juntos, pela lista deles. Número de arquivos: { $count }.
deposit-preview-name = Seu nome é { $name }.
deposit-preview-name-hidden = Seu nome não é registrado.
deposit-preview-name-sealed = Seu nome é registrado como vestígio selado.
deposit-preview-title = Pertence a: { $title }.
deposit-preview-note = Observação: { $note }
deposit-preview-agent = Depositado por { $agent } em nome do titular.
deposit-preview-matter = Referência: { $matter }.
deposit-preview-assurance = Até onde a identidade do depositante foi conferida: { $assurance }.
deposit-preview-time = A hora é acrescentada pela autoridade de carimbo do tempo, não por você nem por nós.
deposit-preview-which = Mostrado para { $file }
deposit-declaration = Declaro que as pessoas e organizações indicadas como titulares tinham este arquivo quando depositei sua impressão digital, e que posso indicá-las aqui.

# 3 Timestamp
deposit-issue = Carimbar { $count ->
    [one] { $count } arquivo
   *[other] { $count } arquivos
}
deposit-issue-none = Escolha primeiro um arquivo
deposit-issue-together = Carimbar todos os arquivos com uma só prova ({ $count })
deposit-together = Todos os arquivos juntos ({ $count })
deposit-issue-hint = Agora, e só agora, as impressões digitais e os nomes acima são enviados.
deposit-sign-in-first = Entre para carimbar. Suas impressões digitais esperam aqui.
deposit-sign-in = Entrar e voltar
deposit-sign-up = Criar uma conta
deposit-issuing = Carimbando
deposit-issue-progress = { $done } de { $total } provas prontas
deposit-state-sending = Enviando
deposit-state-queued = Aguardando o token
deposit-state-verifying = Verificando o token aqui
deposit-state-done = Pronto
deposit-state-failed = Falhou
deposit-state-refused = O token não passou na verificação. Não confie nele.
deposit-failed-some = { $count ->
    [one] { $count } arquivo não obteve prova. Nada se perdeu: tente de novo.
   *[other] { $count } arquivos não obtiveram prova. Nada se perdeu: tente de novo.
}
deposit-try-again = Tentar de novo
deposit-done = { $count ->
    [one] Sua prova está pronta.
   *[other] Suas { $count } provas estão prontas.
}
deposit-see-result = Ver as provas
deposit-package-with = Pacote com o arquivo dentro
deposit-package-together = Pacote com os arquivos dentro
deposit-name-keys = Os nomes dos seus arquivos são registrados como vestígios selados. Salve agora as chaves deles: só esta página as tem, e sem elas os nomes não poderão ser mostrados depois.
deposit-name-keys-save = Salvar as chaves dos nomes
deposit-manifest = A lista dos seus arquivos foi salva como { $name }. Guarde-a com os arquivos, e em sigilo: sem ela esta prova não pode ser verificada, e ninguém consegue refazê-la.
deposit-manifest-save = Salvar de novo a lista de arquivos
deposit-error-offline = Não foi possível acessar o serviço. Suas impressões digitais ficam guardadas aqui; tente de novo em instantes.
deposit-error-signed-out = Sua sessão foi encerrada. Entre de novo; suas impressões digitais ficam guardadas aqui.
deposit-error-declaration = Confirme primeiro a declaração.
deposit-error-many = No máximo { $count } arquivos podem ser carimbados de uma vez.
deposit-error-refused = O serviço recusou: { $detail }

# Names that are refused, and why
deposit-text-empty = Falta um nome.
deposit-text-too-long = Longo demais: no máximo { $count } caracteres.
deposit-text-control = Contém um caractere de controle.
deposit-text-bidi = Contém um caractere oculto que muda a direção da escrita.
deposit-text-invisible = Contém um caractere invisível.
deposit-text-space = Começa ou termina com espaço, tem dois seguidos ou um espaço incomum.
deposit-text-not-a-character = Contém algo que não é um caractere.
deposit-text-mark-first = Começa com um acento sem letra.
deposit-text-not-normalised = Está escrito de um modo incomum. Digite de novo.
