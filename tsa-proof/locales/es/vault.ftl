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
vault-any = Todas
vault-apply = Mostrar
vault-reset = Mostrar todo
vault-found = { $count ->
    [one] { $count } prueba
   *[other] { $count } pruebas
}
vault-column-time = Hora
vault-column-file = Archivo
vault-column-holder = Titular
vault-column-kind = Tipo
vault-column-state = Estado
vault-open = Abrir
vault-next = Más antiguas
vault-first = Más recientes
vault-compare = Comparar dos pruebas
vault-find-by-file = Buscar la prueba de un archivo
vault-find-by-file-hint = Suelte un archivo: su huella se busca en su lista. El archivo no se envía.
