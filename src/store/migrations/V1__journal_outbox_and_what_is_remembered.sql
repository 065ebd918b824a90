-- Times are UTC in microseconds, days are written as YYYYMMDD. `sealed` is encrypted; nothing else is personal.

CREATE TABLE practice (
    id         INTEGER PRIMARY KEY,
    created_at BIGINT  NOT NULL
);

CREATE TABLE meta (
    practice INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    value    BLOB    NOT NULL,
    PRIMARY KEY (practice, name)
) WITHOUT ROWID;

CREATE TABLE journal (
    seq       INTEGER PRIMARY KEY,
    practice  INTEGER NOT NULL,
    at        BIGINT  NOT NULL,
    kind      TEXT    NOT NULL,
    key       TEXT    NOT NULL,
    outcome   TEXT    NOT NULL,
    clinician TEXT,
    version   BIGINT  NOT NULL,
    decision  TEXT    NOT NULL,
    digest    BLOB    NOT NULL,
    hash      BLOB    NOT NULL,
    sealed    BLOB,
    UNIQUE (practice, key)
);

CREATE TABLE count (
    practice INTEGER NOT NULL,
    subject  BIGINT  NOT NULL,
    day      INTEGER NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (practice, day, subject)
) WITHOUT ROWID;

CREATE TABLE back_line (
    practice      INTEGER NOT NULL,
    clinician     TEXT    NOT NULL,
    line          TEXT    NOT NULL,
    phone_digest  BIGINT  NOT NULL,
    sealed        BLOB    NOT NULL,
    since         BIGINT  NOT NULL,
    last_used     BIGINT  NOT NULL,
    resting_since BIGINT,
    PRIMARY KEY (practice, clinician, line, phone_digest)
) WITHOUT ROWID;

CREATE TABLE pause (
    practice  INTEGER NOT NULL,
    clinician TEXT    NOT NULL,
    until     BIGINT  NOT NULL,
    PRIMARY KEY (practice, clinician)
) WITHOUT ROWID;

CREATE TABLE recording (
    practice  INTEGER NOT NULL,
    call      TEXT    NOT NULL,
    recording TEXT    NOT NULL,
    mailbox   TEXT    NOT NULL, -- a clinician's id, or empty: the practice's
    seconds   INTEGER,
    state     TEXT    NOT NULL, -- announced | absent
    at        BIGINT  NOT NULL,
    PRIMARY KEY (practice, recording)
) WITHOUT ROWID;

CREATE INDEX recording_of_call ON recording (practice, call);

CREATE TABLE outbox (
    practice   INTEGER NOT NULL,
    id         TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    clinician  TEXT,
    phone      TEXT,
    from_line  TEXT    NOT NULL,
    due        BIGINT  NOT NULL,
    created_at BIGINT  NOT NULL,
    state      TEXT    NOT NULL, -- waiting
    call       TEXT,
    fold       BIGINT,
    attempts   INTEGER NOT NULL,
    sealed     BLOB    NOT NULL,
    PRIMARY KEY (practice, id)
);

CREATE INDEX outbox_due ON outbox (practice, state, due);
CREATE UNIQUE INDEX outbox_once_per_call ON outbox (practice, call, kind) WHERE call IS NOT NULL;
CREATE INDEX outbox_fold ON outbox (practice, fold, kind, created_at) WHERE fold IS NOT NULL;
