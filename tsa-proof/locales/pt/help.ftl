# Help: first steps, words, questions.

help-title = Ajuda
help-lead = Respostas curtas, em palavras simples.
help-contents = Nesta página

help-start = Primeiros passos
help-start-1 = Crie uma conta e confirme seu endereço de e-mail.
help-start-2 = Solte seus arquivos na página “Criar uma prova”. Espere até as impressões digitais ficarem prontas; arquivos grandes demoram um pouco.
help-start-3 = Informe quem detém os arquivos, leia a prévia e pressione “Carimbar”.
help-start-4 = Baixe o pacote de prova e guarde-o com o arquivo inalterado. Faça uma segunda cópia de ambos em outro lugar.
help-start-5 = Verifique a prova uma vez na página “Verificar uma prova”.

help-judge = O que um juiz perguntará
help-judge-1-q = O que o token prova?
help-judge-1-a = Que o arquivo com exatamente este conteúdo existia no momento indicado. A hora é assinada por uma autoridade que não conhece o arquivo e não toma partido.
help-judge-2-q = O arquivo pode ter sido alterado depois?
help-judge-2-a = Não. Se um único bit muda, a impressão digital é outra e a verificação falha. É isso que mostra a resposta “Arquivo”.
help-judge-3-q = A hora pode ter sido atrasada?
help-judge-3-a = Não pelo depositante. A autoridade a define. Além disso, cada token consta de um log público que só cresce, de modo que um token feito depois chamaria a atenção.
help-judge-4-q = Quem diz que esta pessoa era a titular?
help-judge-4-a = O depositante disse, e a declaração foi fixada naquele mesmo momento. Não pode ser trocada depois. A declaração indica até que ponto a identidade do depositante foi conferida.
help-judge-5-q = O titular é o autor ou o proprietário?
help-judge-5-a = A prova não diz isso. Ela é prova de posse em um momento; autoria e propriedade decorrem de outros fatos.
help-judge-6-q = A mesma pessoa pode ter registrado outros nomes?
help-judge-6-a = Sim. Alguém poderia depositar um arquivo com vários nomes e mostrar só um deles. Peça outras provas se isso importar.
help-judge-7-q = Como posso verificar sem confiar no serviço?
help-judge-7-a = Com o OpenSSL, um programa presente na maioria dos servidores do mundo. O pacote contém os comandos. Compare a impressão digital do certificado raiz com uma fonte independente.
help-judge-8-q = E se o serviço não existir mais?
help-judge-8-a = O pacote contém tudo o que é necessário: tokens, certificados, listas de revogação e provas de inclusão no log.

help-keep = Guardar uma prova
help-keep-1-q = O que tenho de guardar?
help-keep-1-a = O arquivo inalterado e o pacote. Uma cópia na nuvem, um disco e uma impressão digital do pacote em papel são uma boa combinação.
help-keep-2-q = Posso renomear o arquivo?
help-keep-2-a = Sim. O nome não faz parte da impressão digital. Abrir o arquivo e salvá-lo de novo em um programa, porém, costuma alterá-lo.
help-keep-3-q = Enviei o arquivo por um aplicativo de mensagens e ele não confere mais. Por quê?
help-keep-3-a = Muitos programas reduzem imagens e vídeos no caminho. Use a cópia cuja impressão digital você calculou.
help-keep-4-q = Quanto tempo dura uma prova?
help-keep-4-a = O token não tem fim. O certificado da autoridade tem; depois disso a verificação vale para o momento em que o token foi emitido, e o log público mostra que ele não é mais recente.
help-keep-5-q = Perdi o pacote. E agora?
help-keep-5-a = Entre na conta e baixe-o de novo em “Minhas provas”. Não temos o seu arquivo, portanto guarde-o bem.

help-privacy = Privacidade
help-privacy-1-q = O que sai da minha máquina?
help-privacy-1-a = As impressões digitais, os nomes e observações que você digita, e os nomes dos arquivos só se você marcar isso. A página mostra quantos bytes dos seus arquivos foram enviados: nenhum.
help-privacy-2-q = Alguém pode adivinhar meu arquivo pela impressão digital?
help-privacy-2-a = Na prática não, a menos que o arquivo seja tão simples que possa ser adivinhado, como um texto de uma linha. A um arquivo assim, acrescente, antes de carimbá-lo, uma frase que ninguém possa adivinhar.
help-privacy-3-q = Quem pode ver o nome do titular?
help-privacy-3-a = Só as pessoas a quem você mostrar a declaração. O token contém apenas um número selado.
help-privacy-4-q = O que acontece quando encerro minha conta?
help-privacy-4-a = A chave dos seus nomes é destruída, de modo que ninguém mais pode lê-los. Seus pacotes continuam válidos.

help-words = Palavras
help-word-fingerprint = Impressão digital
help-word-fingerprint-text = Um número calculado a partir de todos os bits de um arquivo (SHA-256). O mesmo arquivo dá sempre o mesmo; outro nunca, até onde se sabe.
help-word-token = Token
help-word-token-text = Um pequeno arquivo assinado: esta impressão digital, esta hora (RFC 3161).
help-word-claim = Declaração
help-word-claim-text = Um texto curto que diz quem detinha o arquivo. Ele é selado no token.
help-word-package = Pacote de prova
help-word-package-text = Um arquivo ZIP com todas as partes de uma prova e os meios de verificá-las.
help-word-authority = Autoridade de carimbo do tempo
help-word-authority-text = Um serviço que assina impressões digitais com a hora exata, e nada mais.
help-word-certificate = Certificado
help-word-certificate-text = Diz de quem é a assinatura. No fim da cadeia há um certificado raiz em que você precisa confiar por outras razões.
help-word-log = Log público
help-word-log-text = Uma lista de todos os tokens à qual só se pode acrescentar.
help-word-accuracy = Exatidão
help-word-accuracy-text = Quanto a hora indicada pode se afastar da verdadeira.
help-word-holder = Titular
help-word-holder-text = Quem tinha o arquivo quando foi carimbado, segundo o depositante.
help-word-nonce = Nonce
help-word-nonce-text = Um número no token. Aqui ele é a impressão digital da declaração e une os dois.

help-contact = Contato
help-contact-text = Escreva para nós. Não envie arquivos que devam permanecer secretos.
help-contact-none = O operador deste serviço não indicou um endereço.
help-integrators = Para programadores
help-integrators-text = O mesmo pode ser feito com um programa.
help-integrators-link = Descrição da interface (OpenAPI)
