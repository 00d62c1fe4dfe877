-- Accounts whose address nobody confirmed are looked for once an hour, to be forgotten.

CREATE INDEX accounts_pending ON accounts (password_changed_at) WHERE email_confirmed_at IS NULL AND erased_at IS NULL;
