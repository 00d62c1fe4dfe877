-- Tokens whose proofs of logging are still to be fetched are looked for by the time they were stored.

CREATE INDEX claim_tokens_by_time ON tokens (stored_at) WHERE kind = 'claim';
