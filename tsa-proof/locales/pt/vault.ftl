# The list of one's proofs.

vault-title = Minhas provas
vault-lead = O serviço guarda suas provas, nunca seus arquivos. Guarde cópias dos seus pacotes: eles valem sem nós.
vault-empty = Você ainda não tem provas.
vault-empty-link = Crie sua primeira prova
vault-none-found = Nenhuma prova corresponde a estes filtros.
vault-search = Pesquisar
vault-search-hint = Nome de um arquivo ou titular, título, ou os primeiros dígitos de uma impressão digital
vault-filter = Filtros
vault-from = De
vault-to = Até
vault-any = Qualquer
vault-apply = Mostrar
vault-reset = Mostrar tudo
vault-column-time = Hora
vault-column-file = Arquivo
vault-column-holder = Titular
vault-column-kind = Tipo
vault-column-state = Estado
vault-next = Mais antigas
vault-first = Mais recentes
