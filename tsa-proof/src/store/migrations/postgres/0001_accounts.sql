-- Accounts and what lets somebody in. Times: milliseconds since 1970 UTC. Identifiers: 32 lower-case hexadecimal digits.
-- Digests: 32 octets. "Sealed" columns are encrypted under the account's key (claim_keys).

CREATE TABLE accounts (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    email BYTEA UNIQUE CHECK (octet_length(email) = 32),
    email_confirmed_at BIGINT,
    password_hash TEXT CHECK (password_hash LIKE '$%'),
    password_changed_at BIGINT,
    profile BYTEA,
    lang TEXT NOT NULL CHECK (length(lang) BETWEEN 2 AND 16),
    totp_secret BYTEA,
    totp_last_step BIGINT,
    created_at BIGINT NOT NULL,
    erased_at BIGINT,
    CHECK ((totp_secret IS NULL) = (totp_last_step IS NULL)),
    -- An account has all of these or, erased, none of them.
    CHECK ((erased_at IS NULL) = (email IS NOT NULL)),
    CHECK ((erased_at IS NULL) = (password_hash IS NOT NULL)),
    CHECK ((erased_at IS NULL) = (password_changed_at IS NOT NULL)),
    CHECK ((erased_at IS NULL) = (profile IS NOT NULL)),
    CHECK (erased_at IS NULL OR (totp_secret IS NULL AND email_confirmed_at IS NULL))
);

-- Every trigger that refuses calls this; its argument is what the error says.
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER accounts_stay_erased BEFORE UPDATE ON accounts FOR EACH ROW
WHEN (OLD.erased_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.created_at <> OLD.created_at)
EXECUTE FUNCTION refuse('an erased account stays erased, an account keeps its name');

CREATE TRIGGER accounts_stay BEFORE DELETE ON accounts FOR EACH ROW
EXECUTE FUNCTION refuse('accounts are erased, not deleted');
CREATE TRIGGER accounts_stay_all BEFORE TRUNCATE ON accounts
EXECUTE FUNCTION refuse('accounts are erased, not deleted');

CREATE TABLE claim_keys (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id),
    kek TEXT NOT NULL,
    wrapped BYTEA NOT NULL
);

-- Key-encryption keys that are about to leave the key file: nothing may be wrapped under them any more.
CREATE TABLE retired_keks (
    id TEXT PRIMARY KEY NOT NULL
);

CREATE FUNCTION claim_keys_under_live_kek() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM retired_keks WHERE id = NEW.kek)
    THEN RAISE EXCEPTION 'this key-encryption key is retired; start the service again'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_keys_under_live_kek BEFORE INSERT OR UPDATE ON claim_keys FOR EACH ROW
EXECUTE FUNCTION claim_keys_under_live_kek();

CREATE TABLE recovery_codes (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    code BYTEA NOT NULL CHECK (octet_length(code) = 32),
    PRIMARY KEY (account_id, code)
);

CREATE TABLE sessions (
    token_hash BYTEA PRIMARY KEY NOT NULL CHECK (octet_length(token_hash) = 32),
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    stage TEXT NOT NULL CHECK (stage IN ('awaiting-code', 'full')),
    details BYTEA,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_of_account ON sessions (account_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE one_time_tokens (
    hash BYTEA PRIMARY KEY NOT NULL CHECK (octet_length(hash) = 32),
    purpose TEXT NOT NULL CHECK (purpose IN ('confirm-email', 'reset-password')),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX one_time_tokens_of_account ON one_time_tokens (account_id, purpose);
CREATE INDEX one_time_tokens_by_end ON one_time_tokens (expires_at);

CREATE TABLE attempts (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    subject BYTEA NOT NULL CHECK (octet_length(subject) = 32),
    at BIGINT NOT NULL
);
CREATE INDEX attempts_of_subject ON attempts (subject, at);
CREATE INDEX attempts_by_time ON attempts (at);

CREATE TABLE api_keys (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    name BYTEA NOT NULL,
    mac BYTEA NOT NULL CHECK (octet_length(mac) = 32),
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    last_used_at BIGINT
);
CREATE INDEX api_keys_of_account ON api_keys (account_id);

CREATE TABLE mails (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    content BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    sent_at BIGINT
);
CREATE INDEX mails_by_time ON mails (created_at);
CREATE INDEX mails_of_account ON mails (account_id);
