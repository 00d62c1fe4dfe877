# The first page.

landing-title = A prova de que seu arquivo existia
landing-lead = Uma impressão digital do seu arquivo é assinada junto com a hora exata. O arquivo nunca sai da sua máquina, e qualquer pessoa pode verificar a prova sem precisar confiar em nós.
landing-drop-title = Criar ou verificar uma prova
landing-drop-lead = Solte arquivos ou uma pasta para criar provas. Solte uma prova para verificá-la.
landing-continue = Continuar com { $count ->
    [one] este arquivo
   *[other] estes { $count } arquivos
}
landing-check-instead = Você soltou uma prova. Vamos verificá-la.
landing-nothing-sent = Nada é enviado até você pressionar “Carimbar”.

landing-how = Como funciona
landing-how-1-title = Impressão digital
landing-how-1-text = Seu navegador calcula um número curto a partir de cada bit do arquivo. Ele não revela nada do conteúdo, e nenhum outro arquivo tem o mesmo.
landing-how-2-title = Carimbo do tempo
landing-how-2-text = Uma autoridade de carimbo do tempo assina a impressão digital, a hora e uma nota selada de quem tinha o arquivo. Leva um segundo.
landing-how-3-title = Guardar
landing-how-3-text = Você recebe um pequeno pacote. Guarde-o com seu arquivo: os dois juntos são a prova, hoje e daqui a vinte anos.
landing-how-4-title = Verificar
landing-how-4-text = Qualquer pessoa pode verificá-la aqui de graça, ou em casa com o conhecido programa OpenSSL, mesmo que este serviço já não exista.

landing-for = Para que serve
landing-for-secret = Segredos comerciais e conhecimentos técnicos, antes de compartilhá-los
landing-for-research = Cadernos de laboratório e dados de pesquisa, à medida que crescem
landing-for-creative = Músicas, textos, designs e código-fonte, antes de mostrá-los
landing-for-contract = Contratos, licenças e provas de uso de uma marca

landing-not = O que isso não prova
landing-not-lead = Um carimbo do tempo é uma prova sólida de uma única coisa. É honesto dizer onde ela termina.
landing-not-1-title = Não quem o fez
landing-not-1-text = Prova que o arquivo existia naquele momento, não quem o escreveu nem a quem pertence por direito.
landing-not-2-title = Não quem você é
landing-not-2-text = O nome do titular é registrado como foi dado. Ao lado se indica até que ponto foi conferido, e não além disso.
landing-not-3-title = Não que você era o único
landing-not-3-text = Outra pessoa pode ter tido o mesmo arquivo, e uma mesma pessoa pode ter registrado vários nomes.

landing-standards = Baseado em padrões abertos
landing-standards-text = Os tokens seguem a RFC 3161 e constam de um log público. Nenhuma prova depende deste site.
landing-trust-link = Ver nossos certificados e nosso log
landing-help-link = Perguntas que um juiz fará
