-- The items of an account's last day are counted at every deposit.

CREATE INDEX deposits_of_account ON deposits (account_id, created_at);
