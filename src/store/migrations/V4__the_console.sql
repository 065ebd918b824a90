-- The newest rows of a kind, and those of a day.
CREATE INDEX journal_kind ON journal (practice, kind, at);

-- What nobody has heard, by box.
CREATE INDEX message_new ON message (practice, mailbox) WHERE state = 'kept' AND heard_at IS NULL;

-- What did not arrive, by when it was decided.
CREATE INDEX outbox_failed ON outbox (practice, created_at) WHERE stage IN ('undelivered', 'refused', 'given-up');
