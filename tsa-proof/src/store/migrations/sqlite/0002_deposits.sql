-- Deposits, items, tokens. What is once issued or failed never changes; triggers say so to every writer.

CREATE TABLE deposits (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    idempotency_key TEXT NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 255),
    request_digest BLOB NOT NULL CHECK (length(request_digest) = 32),
    label BLOB,
    created_at INTEGER NOT NULL,
    item_count INTEGER NOT NULL CHECK (item_count > 0),
    UNIQUE (account_id, idempotency_key)
) STRICT;

CREATE TRIGGER deposits_never_change BEFORE UPDATE ON deposits
BEGIN SELECT RAISE(ABORT, 'deposits never change'); END;
CREATE TRIGGER deposits_stay BEFORE DELETE ON deposits
BEGIN SELECT RAISE(ABORT, 'deposits are never deleted'); END;

CREATE TABLE items (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    deposit_id TEXT NOT NULL REFERENCES deposits (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    idx INTEGER NOT NULL CHECK (idx >= 0),
    state TEXT NOT NULL CHECK (state IN ('queued', 'file-token', 'issued', 'failed')),
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    claim_digest BLOB NOT NULL CHECK (length(claim_digest) = 32),
    claim BLOB NOT NULL,
    category TEXT NOT NULL,
    stage TEXT,
    created_at INTEGER NOT NULL,
    failure_code TEXT,
    failure_detail TEXT,
    failed_at INTEGER,
    UNIQUE (deposit_id, idx),
    CHECK ((state = 'failed') = (failure_code IS NOT NULL)),
    CHECK ((state = 'failed') = (failure_detail IS NOT NULL)),
    CHECK ((state = 'failed') = (failed_at IS NOT NULL))
) STRICT;
CREATE INDEX items_of_account ON items (account_id, created_at DESC, deposit_id DESC, idx);
CREATE INDEX items_of_file ON items (account_id, sha256);
CREATE INDEX items_unfinished ON items (created_at, deposit_id, idx) WHERE state IN ('queued', 'file-token');

CREATE TABLE tokens (
    item_id TEXT NOT NULL REFERENCES items (id),
    kind TEXT NOT NULL CHECK (kind IN ('file', 'claim')),
    response BLOB NOT NULL CHECK (length(response) > 0),
    serial TEXT NOT NULL,
    gen_time INTEGER NOT NULL,
    accuracy_micros INTEGER,
    stored_at INTEGER NOT NULL,
    PRIMARY KEY (item_id, kind)
) STRICT;

CREATE TABLE log_proofs (
    item_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    proof TEXT NOT NULL,
    stored_at INTEGER NOT NULL,
    PRIMARY KEY (item_id, kind),
    FOREIGN KEY (item_id, kind) REFERENCES tokens (item_id, kind)
) STRICT;

CREATE TRIGGER items_begin_queued BEFORE INSERT ON items WHEN NEW.state <> 'queued'
BEGIN SELECT RAISE(ABORT, 'an item begins as queued'); END;

CREATE TRIGGER items_go_forward BEFORE UPDATE ON items
WHEN NEW.id <> OLD.id OR NEW.deposit_id <> OLD.deposit_id OR NEW.account_id <> OLD.account_id OR NEW.idx <> OLD.idx
    OR NEW.sha256 <> OLD.sha256 OR NEW.claim_digest <> OLD.claim_digest OR NEW.claim <> OLD.claim
    OR NEW.category <> OLD.category OR NEW.stage IS NOT OLD.stage OR NEW.created_at <> OLD.created_at
    OR NOT ((OLD.state = 'queued' AND NEW.state IN ('file-token', 'failed'))
        OR (OLD.state = 'file-token' AND NEW.state IN ('issued', 'failed')))
BEGIN SELECT RAISE(ABORT, 'an item only goes forward'); END;

CREATE TRIGGER items_have_their_token BEFORE UPDATE ON items
WHEN (NEW.state = 'file-token' AND NOT EXISTS (SELECT 1 FROM tokens WHERE item_id = NEW.id AND kind = 'file'))
    OR (NEW.state = 'issued' AND NOT EXISTS (SELECT 1 FROM tokens WHERE item_id = NEW.id AND kind = 'claim'))
BEGIN SELECT RAISE(ABORT, 'an item goes forward with its token'); END;

CREATE TRIGGER items_stay BEFORE DELETE ON items
BEGIN SELECT RAISE(ABORT, 'items are never deleted'); END;

CREATE TRIGGER tokens_never_change BEFORE UPDATE ON tokens
BEGIN SELECT RAISE(ABORT, 'tokens never change'); END;
CREATE TRIGGER tokens_stay BEFORE DELETE ON tokens
BEGIN SELECT RAISE(ABORT, 'tokens are never deleted'); END;
CREATE TRIGGER tokens_come_in_order BEFORE INSERT ON tokens
WHEN NOT EXISTS (SELECT 1 FROM items WHERE id = NEW.item_id
    AND state = CASE NEW.kind WHEN 'file' THEN 'queued' ELSE 'file-token' END)
BEGIN SELECT RAISE(ABORT, 'the item does not wait for this token'); END;
