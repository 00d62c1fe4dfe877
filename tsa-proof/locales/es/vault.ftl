# The list of one's proofs.

vault-title = Mis pruebas
vault-lead = El servicio guarda sus pruebas, nunca sus archivos. Conserve copias de sus paquetes: valen sin nosotros.
vault-empty = Aún no tiene pruebas.
vault-empty-link = Cree su primera prueba
vault-none-found = Ninguna prueba cumple estos filtros.
vault-search = Buscar
vault-search-hint = Nombre de un archivo o titular, título, o los primeros dígitos de una huella
vault-filter = Filtros
vault-from = Desde
vault-to = Hasta
vault-any = Cualquiera
vault-apply = Mostrar
vault-reset = Mostrar todo
vault-column-time = Hora
vault-column-file = Archivo
vault-column-holder = Titular
vault-column-kind = Tipo
vault-column-state = Estado
vault-next = Más antiguas
vault-first = Más recientes
