-- Each mail waits for its own next try, and ends: one that a server refuses for now holds no other back.

ALTER TABLE mails ADD COLUMN tries BIGINT NOT NULL DEFAULT 0;
ALTER TABLE mails ADD COLUMN next_try BIGINT NOT NULL DEFAULT 0;
ALTER TABLE mails ADD COLUMN expires_at BIGINT NOT NULL DEFAULT 0;

-- Which of the older ones carry a link is sealed; a link for a new address lived for a day.
UPDATE mails SET expires_at = created_at + 86400000;

CREATE INDEX mails_waiting ON mails (created_at) WHERE sent_at IS NULL;
