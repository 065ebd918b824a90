-- The console: who is signed in, and who did what there.

CREATE TABLE session (
    practice INTEGER NOT NULL,
    token    BLOB    NOT NULL, -- SHA-256 of it
    account  TEXT    NOT NULL,
    seal     BLOB    NOT NULL, -- of what the account was when it signed in
    since    BIGINT  NOT NULL,
    seen     BIGINT  NOT NULL,
    PRIMARY KEY (practice, token)
) WITHOUT ROWID;

CREATE INDEX session_seen ON session (practice, seen);
CREATE INDEX session_account ON session (practice, account);

-- The last step of an account's codes that was used: none is good twice.
CREATE TABLE code_used (
    practice INTEGER NOT NULL,
    account  TEXT    NOT NULL,
    step     BIGINT  NOT NULL,
    PRIMARY KEY (practice, account)
) WITHOUT ROWID;

CREATE TABLE audit (
    n        INTEGER PRIMARY KEY,
    practice INTEGER NOT NULL,
    at       BIGINT  NOT NULL,
    account  TEXT    NOT NULL,
    what     TEXT    NOT NULL,
    detail   TEXT    NOT NULL, -- without numbers and content
    address  BIGINT  NOT NULL  -- a keyed digest of it
);

CREATE INDEX audit_at ON audit (practice, at, n);
CREATE INDEX audit_account ON audit (practice, account, at, n);
CREATE INDEX audit_what ON audit (practice, what, at, n);

-- The newest rows of a kind, and those of a day.
CREATE INDEX journal_kind ON journal (practice, kind, at);

-- What nobody has heard, by box.
CREATE INDEX message_new ON message (practice, mailbox) WHERE state = 'kept' AND heard_at IS NULL;

-- What did not arrive, by when it was decided.
CREATE INDEX outbox_failed ON outbox (practice, created_at) WHERE stage IN ('undelivered', 'refused', 'given-up');
