-- What callers have left, from its announcement to its end; the clinicians' PINs; calls that Nightbell places itself;
-- urgent texts that nobody has answered yet. `sealed` is encrypted: a phone. Patients are keyed digests, eight bytes each.
--
-- state of a message: announced | kept | lost | deleted | absent | forgotten (nothing personal is left of it, and it
--   goes as soon as the provider has nothing more of it).
-- there: 1 while the provider may have its recording. file: 1 while there may be a file of it.

CREATE TABLE message (
    practice  INTEGER NOT NULL,
    id        TEXT    NOT NULL,
    call      TEXT    NOT NULL,
    recording TEXT    NOT NULL, -- the provider's id of it
    mailbox   TEXT    NOT NULL, -- a clinician's id, or empty: the practice's
    told      TEXT,             -- a clinician who was told besides
    patients  BLOB    NOT NULL,
    seconds   INTEGER,
    bytes     BIGINT,
    state     TEXT    NOT NULL,
    there     INTEGER NOT NULL,
    file      INTEGER NOT NULL,
    due       BIGINT  NOT NULL,
    attempts  INTEGER NOT NULL,
    at        BIGINT  NOT NULL,
    heard_at  BIGINT,
    heard_by  TEXT,
    sealed    BLOB,
    PRIMARY KEY (practice, id)
) WITHOUT ROWID;

-- What was announced before is fetched now.
INSERT INTO message (practice, id, call, recording, mailbox, patients, seconds, state, there, file, due, attempts, at)
  SELECT practice, lower(hex(randomblob(16))), call, recording, mailbox, x'', seconds, state, recording <> '',
    state = 'announced', at, 0, at
  FROM recording;

DROP TABLE recording;

CREATE UNIQUE INDEX message_of_call ON message (practice, call, recording);
CREATE UNIQUE INDEX message_recording ON message (practice, recording) WHERE recording <> '';
CREATE INDEX message_due ON message (practice, state, due) WHERE there = 1;
CREATE INDEX message_file ON message (practice, state) WHERE file = 1;
CREATE INDEX message_of_mailbox ON message (practice, mailbox, at);
CREATE INDEX message_told ON message (practice, told, at) WHERE told IS NOT NULL;
CREATE INDEX message_at ON message (practice, at);

-- Calls that may have left a message; the provider is asked when it announces none.
CREATE TABLE expected (
    practice INTEGER NOT NULL,
    call     TEXT    NOT NULL,
    sid      TEXT    NOT NULL, -- the provider's id of the call, or empty: not known
    mailbox  TEXT    NOT NULL,
    patients BLOB    NOT NULL,
    due      BIGINT  NOT NULL,
    attempts INTEGER NOT NULL,
    since    BIGINT  NOT NULL,
    sealed   BLOB,
    PRIMARY KEY (practice, call)
) WITHOUT ROWID;

CREATE INDEX expected_due ON expected (practice, due);

-- Hashes, encrypted besides.
CREATE TABLE pin (
    practice  INTEGER NOT NULL,
    clinician TEXT    NOT NULL,
    sealed    BLOB,             -- the one that is set
    proposed  BLOB,             -- the one that was keyed once
    wrong     INTEGER NOT NULL, -- how many wrong ones since the right one
    PRIMARY KEY (practice, clinician)
) WITHOUT ROWID;

-- state: waiting | placing | unsettled (nobody knows whether it was placed) | placed | over
CREATE TABLE placed (
    practice  INTEGER NOT NULL,
    id        TEXT    NOT NULL,
    clinician TEXT    NOT NULL,
    phone     TEXT    NOT NULL, -- a keyed digest
    from_line TEXT    NOT NULL,
    purpose   TEXT    NOT NULL, -- ids alone
    state     TEXT    NOT NULL,
    due       BIGINT  NOT NULL,
    until     BIGINT  NOT NULL,
    attempts  INTEGER NOT NULL,
    at        BIGINT  NOT NULL,
    sid       TEXT,
    PRIMARY KEY (practice, id)
) WITHOUT ROWID;

CREATE INDEX placed_due ON placed (practice, due) WHERE state IN ('waiting', 'unsettled');

CREATE TABLE watch (
    practice  INTEGER NOT NULL,
    text      TEXT    NOT NULL, -- its id in the outbox
    clinician TEXT    NOT NULL,
    line      TEXT    NOT NULL,
    rung      TEXT    NOT NULL, -- phones, by their ids
    since     BIGINT  NOT NULL,
    due       BIGINT  NOT NULL,
    PRIMARY KEY (practice, text)
) WITHOUT ROWID;

CREATE INDEX watch_due ON watch (practice, due);

-- Tickets that were used up.
CREATE TABLE spent (
    practice INTEGER NOT NULL,
    nonce    BLOB    NOT NULL,
    expires  BIGINT  NOT NULL,
    PRIMARY KEY (practice, nonce)
) WITHOUT ROWID;

CREATE INDEX spent_expires ON spent (practice, expires);
