# Words of every page: header, footer, buttons, states.

common-brand = Proof

common-skip = Ir para o conteúdo
common-menu = Menu principal
common-account-menu = Sua conta
common-language = Idioma
common-languages = Escolher um idioma
common-theme = Cores
common-theme-auto = Conforme o dispositivo
common-theme-light = Claro
common-theme-dark = Escuro

common-nav-make = Criar uma prova
common-nav-check = Verificar uma prova
common-nav-vault = Minhas provas
common-nav-compare = Comparar duas provas
common-nav-trust = Confiança
common-nav-help = Ajuda
common-nav-account = Conta
common-nav-keys = Chaves de API
common-nav-outbox = Caixa de saída
common-sign-in = Entrar
common-sign-up = Criar uma conta
common-sign-out = Sair

common-trial = Este é um teste em uma única máquina. Suas provas se apoiam em um certificado em que ninguém confia: serve para experimentar, não para provar.
common-noscript = Esta página funciona no seu navegador, não do nosso lado: ela precisa de JavaScript para calcular a impressão digital dos seus arquivos sem enviá-los.

common-copy = Copiar
common-copied = Copiado
common-download = Baixar
common-more = Mais
common-back = Voltar
common-next = Avançar
common-remove = Remover
common-optional = opcional
common-yes = Sim
common-no = Não
common-unknown = desconhecido
common-pages = Páginas

common-sha256 = Impressão digital SHA-256
common-sha512 = Impressão digital SHA-512
common-serial = Número de série
common-policy = Política
common-time-utc = Hora (UTC)
common-time-local = No seu relógio
common-size = Tamanho
common-file = Arquivo
common-file-number = Arquivo { $number }
common-holder = Titular
common-category = Tipo
common-stage = Etapa
common-state = Estado

common-state-queued = Aguardando o token
common-state-issued = Emitido
common-state-failed = Falhou

common-category-trade-secret = Segredo comercial
common-category-research = Registro de pesquisa
common-category-creative = Obra criativa
common-category-software = Software
common-category-contract = Contrato
common-category-evidence-of-use = Prova de uso
common-category-other = Outra coisa

common-stage-idea = Ideia
common-stage-develop = Criação e desenvolvimento
common-stage-protect = Proteção
common-stage-manage = Gestão

common-kind-person = Pessoa
common-kind-organisation = Organização

common-role-holder = Titular
common-role-author = Autor
common-role-owner = Proprietário
common-role-inventor = Inventor
common-role-party = Parte

common-assurance-none = não conferida
common-assurance-email = endereço de e-mail confirmado
common-assurance-domain = domínio confirmado
common-assurance-eid = identidade eletrônica
common-assurance-manual = conferida por uma pessoa

common-accuracy-seconds = com margem de { $count ->
    [one] { $count } segundo
   *[other] { $count } segundos
}
common-accuracy-millis = com margem de { $count ->
    [one] { $count } milissegundo
   *[other] { $count } milissegundos
}

common-footer-privacy = Seus arquivos ficam na sua máquina. Só impressões digitais são enviadas, e só quando você pede.
common-footer-check = Verificar uma prova é grátis, não exige conta e funciona sem nós.
