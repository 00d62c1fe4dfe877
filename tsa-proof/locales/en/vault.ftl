# The list of one's proofs.

vault-title = My proofs
vault-lead = The service keeps your proofs, never your files. Keep copies of your packages: they work without us.
vault-empty = You have no proofs yet.
vault-empty-link = Make your first proof
vault-none-found = No proof fits these filters.
vault-search = Search
vault-search-hint = Name of a file or holder, title, or the first digits of a fingerprint
vault-filter = Filters
vault-from = From
vault-to = To
vault-any = All
vault-apply = Show
vault-reset = Show everything
vault-column-time = Time
vault-column-file = File
vault-column-holder = Holder
vault-column-kind = Kind
vault-column-state = State
vault-next = Older
vault-first = Newest
