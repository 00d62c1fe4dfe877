-- A link may also change the address of an account; which one it brings is sealed under the account's key.

CREATE TABLE one_time_tokens_with_payload (
    hash BLOB PRIMARY KEY NOT NULL CHECK (length(hash) = 32),
    purpose TEXT NOT NULL CHECK (purpose IN ('confirm-email', 'reset-password', 'change-email')),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    payload BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    CHECK ((purpose = 'change-email') = (payload IS NOT NULL))
) STRICT;
INSERT INTO one_time_tokens_with_payload (hash, purpose, account_id, created_at, expires_at)
SELECT hash, purpose, account_id, created_at, expires_at FROM one_time_tokens;
DROP TABLE one_time_tokens;
ALTER TABLE one_time_tokens_with_payload RENAME TO one_time_tokens;
CREATE INDEX one_time_tokens_of_account ON one_time_tokens (account_id, purpose);
CREATE INDEX one_time_tokens_by_end ON one_time_tokens (expires_at);
