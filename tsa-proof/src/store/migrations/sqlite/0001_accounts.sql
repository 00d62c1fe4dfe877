-- Accounts and what lets somebody in. Times: milliseconds since 1970 UTC. Identifiers: 32 lower-case hexadecimal digits.
-- Digests: 32 octets. "Sealed" columns are encrypted under the account's key (claim_keys).

CREATE TABLE accounts (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    email BLOB UNIQUE CHECK (length(email) = 32),
    email_confirmed_at INTEGER,
    password_hash TEXT CHECK (password_hash LIKE '$%'),
    password_changed_at INTEGER,
    profile BLOB,
    lang TEXT NOT NULL CHECK (length(lang) BETWEEN 2 AND 16),
    totp_secret BLOB,
    totp_last_step INTEGER,
    created_at INTEGER NOT NULL,
    erased_at INTEGER,
    CHECK ((totp_secret IS NULL) = (totp_last_step IS NULL)),
    -- An account has all of these or, erased, none of them.
    CHECK ((erased_at IS NULL) = (email IS NOT NULL)),
    CHECK ((erased_at IS NULL) = (password_hash IS NOT NULL)),
    CHECK ((erased_at IS NULL) = (password_changed_at IS NOT NULL)),
    CHECK ((erased_at IS NULL) = (profile IS NOT NULL)),
    CHECK (erased_at IS NULL OR (totp_secret IS NULL AND email_confirmed_at IS NULL))
) STRICT;

CREATE TRIGGER accounts_stay_erased BEFORE UPDATE ON accounts
WHEN OLD.erased_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.created_at <> OLD.created_at
BEGIN SELECT RAISE(ABORT, 'an erased account stays erased, an account keeps its name'); END;

CREATE TRIGGER accounts_stay BEFORE DELETE ON accounts
BEGIN SELECT RAISE(ABORT, 'accounts are erased, not deleted'); END;

CREATE TABLE claim_keys (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id),
    kek TEXT NOT NULL,
    wrapped BLOB NOT NULL
) STRICT;

-- Key-encryption keys that are about to leave the key file: nothing may be wrapped under them any more.
CREATE TABLE retired_keks (
    id TEXT PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER claim_keys_under_live_kek BEFORE INSERT ON claim_keys
WHEN EXISTS (SELECT 1 FROM retired_keks WHERE id = NEW.kek)
BEGIN SELECT RAISE(ABORT, 'this key-encryption key is retired; start the service again'); END;
CREATE TRIGGER claim_keys_stay_under_live_kek BEFORE UPDATE ON claim_keys
WHEN NEW.account_id <> OLD.account_id OR EXISTS (SELECT 1 FROM retired_keks WHERE id = NEW.kek)
BEGIN SELECT RAISE(ABORT, 'this key-encryption key is retired; start the service again'); END;

CREATE TABLE recovery_codes (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    code BLOB NOT NULL CHECK (length(code) = 32),
    PRIMARY KEY (account_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY NOT NULL CHECK (length(token_hash) = 32),
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    stage TEXT NOT NULL CHECK (stage IN ('awaiting-code', 'full')),
    details BLOB,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_of_account ON sessions (account_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE one_time_tokens (
    hash BLOB PRIMARY KEY NOT NULL CHECK (length(hash) = 32),
    purpose TEXT NOT NULL CHECK (purpose IN ('confirm-email', 'reset-password')),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX one_time_tokens_of_account ON one_time_tokens (account_id, purpose);
CREATE INDEX one_time_tokens_by_end ON one_time_tokens (expires_at);

CREATE TABLE attempts (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    subject BLOB NOT NULL CHECK (length(subject) = 32),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX attempts_of_subject ON attempts (subject, at);
CREATE INDEX attempts_by_time ON attempts (at);

CREATE TABLE api_keys (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    name BLOB NOT NULL,
    mac BLOB NOT NULL CHECK (length(mac) = 32),
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    last_used_at INTEGER
) STRICT;
CREATE INDEX api_keys_of_account ON api_keys (account_id);

CREATE TABLE mails (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    content BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    sent_at INTEGER
) STRICT;
CREATE INDEX mails_by_time ON mails (created_at);
CREATE INDEX mails_of_account ON mails (account_id);
