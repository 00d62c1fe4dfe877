-- A link may also change the address of an account; which one it brings is sealed under the account's key.

ALTER TABLE one_time_tokens
    DROP CONSTRAINT one_time_tokens_purpose_check,
    ADD COLUMN payload BYTEA,
    ADD CONSTRAINT one_time_tokens_purpose_check
        CHECK (purpose IN ('confirm-email', 'reset-password', 'change-email')),
    ADD CONSTRAINT one_time_tokens_payload_check
        CHECK ((purpose = 'change-email') = (payload IS NOT NULL));
