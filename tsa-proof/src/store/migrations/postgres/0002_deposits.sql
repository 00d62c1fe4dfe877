-- Deposits, items, tokens. What is once issued or failed never changes; triggers say so to every writer.

CREATE TABLE deposits (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    idempotency_key TEXT NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 255),
    request_digest BYTEA NOT NULL CHECK (octet_length(request_digest) = 32),
    label BYTEA,
    created_at BIGINT NOT NULL,
    item_count BIGINT NOT NULL CHECK (item_count > 0),
    UNIQUE (account_id, idempotency_key)
);

CREATE TABLE items (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    deposit_id TEXT NOT NULL REFERENCES deposits (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    idx BIGINT NOT NULL CHECK (idx >= 0),
    state TEXT NOT NULL CHECK (state IN ('queued', 'file-token', 'issued', 'failed')),
    sha256 BYTEA NOT NULL CHECK (octet_length(sha256) = 32),
    claim_digest BYTEA NOT NULL CHECK (octet_length(claim_digest) = 32),
    claim BYTEA NOT NULL,
    category TEXT NOT NULL,
    stage TEXT,
    created_at BIGINT NOT NULL,
    failure_code TEXT,
    failure_detail TEXT,
    failed_at BIGINT,
    UNIQUE (deposit_id, idx),
    CHECK ((state = 'failed') = (failure_code IS NOT NULL)),
    CHECK ((state = 'failed') = (failure_detail IS NOT NULL)),
    CHECK ((state = 'failed') = (failed_at IS NOT NULL))
);
CREATE INDEX items_of_account ON items (account_id, created_at DESC, deposit_id DESC, idx);
CREATE INDEX items_of_file ON items (account_id, sha256);
CREATE INDEX items_unfinished ON items (created_at, deposit_id, idx) WHERE state IN ('queued', 'file-token');

CREATE TABLE tokens (
    item_id TEXT NOT NULL REFERENCES items (id),
    kind TEXT NOT NULL CHECK (kind IN ('file', 'claim')),
    response BYTEA NOT NULL CHECK (octet_length(response) > 0),
    serial TEXT NOT NULL,
    gen_time BIGINT NOT NULL,
    accuracy_micros BIGINT,
    stored_at BIGINT NOT NULL,
    PRIMARY KEY (item_id, kind)
);

CREATE TABLE log_proofs (
    item_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    proof TEXT NOT NULL,
    stored_at BIGINT NOT NULL,
    PRIMARY KEY (item_id, kind),
    FOREIGN KEY (item_id, kind) REFERENCES tokens (item_id, kind)
);

CREATE TRIGGER deposits_never_change BEFORE UPDATE ON deposits FOR EACH ROW
EXECUTE FUNCTION refuse('deposits never change');
CREATE TRIGGER deposits_stay BEFORE DELETE ON deposits FOR EACH ROW
EXECUTE FUNCTION refuse('deposits are never deleted');
CREATE TRIGGER deposits_stay_all BEFORE TRUNCATE ON deposits
EXECUTE FUNCTION refuse('deposits are never deleted');

CREATE TRIGGER items_begin_queued BEFORE INSERT ON items FOR EACH ROW WHEN (NEW.state <> 'queued')
EXECUTE FUNCTION refuse('an item begins as queued');

CREATE TRIGGER items_go_forward BEFORE UPDATE ON items FOR EACH ROW
WHEN (NEW.id <> OLD.id OR NEW.deposit_id <> OLD.deposit_id OR NEW.account_id <> OLD.account_id OR NEW.idx <> OLD.idx
    OR NEW.sha256 <> OLD.sha256 OR NEW.claim_digest <> OLD.claim_digest OR NEW.claim <> OLD.claim
    OR NEW.category <> OLD.category OR NEW.stage IS DISTINCT FROM OLD.stage OR NEW.created_at <> OLD.created_at
    OR NOT ((OLD.state = 'queued' AND NEW.state IN ('file-token', 'failed'))
        OR (OLD.state = 'file-token' AND NEW.state IN ('issued', 'failed'))))
EXECUTE FUNCTION refuse('an item only goes forward');

CREATE FUNCTION items_have_their_token() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.state = 'file-token' AND NOT EXISTS (SELECT 1 FROM tokens WHERE item_id = NEW.id AND kind = 'file'))
        OR (NEW.state = 'issued' AND NOT EXISTS (SELECT 1 FROM tokens WHERE item_id = NEW.id AND kind = 'claim'))
    THEN RAISE EXCEPTION 'an item goes forward with its token' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER items_have_their_token BEFORE UPDATE ON items FOR EACH ROW
EXECUTE FUNCTION items_have_their_token();

CREATE TRIGGER items_stay BEFORE DELETE ON items FOR EACH ROW
EXECUTE FUNCTION refuse('items are never deleted');
CREATE TRIGGER items_stay_all BEFORE TRUNCATE ON items
EXECUTE FUNCTION refuse('items are never deleted');

CREATE TRIGGER tokens_never_change BEFORE UPDATE ON tokens FOR EACH ROW
EXECUTE FUNCTION refuse('tokens never change');
CREATE TRIGGER tokens_stay BEFORE DELETE ON tokens FOR EACH ROW
EXECUTE FUNCTION refuse('tokens are never deleted');
CREATE TRIGGER tokens_stay_all BEFORE TRUNCATE ON tokens
EXECUTE FUNCTION refuse('tokens are never deleted');

CREATE FUNCTION tokens_come_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM items WHERE id = NEW.item_id
        AND state = CASE NEW.kind WHEN 'file' THEN 'queued' ELSE 'file-token' END)
    THEN RAISE EXCEPTION 'the item does not wait for this token' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tokens_come_in_order BEFORE INSERT ON tokens FOR EACH ROW
EXECUTE FUNCTION tokens_come_in_order();
