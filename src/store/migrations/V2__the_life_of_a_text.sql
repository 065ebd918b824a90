-- A row of the outbox from its decision to the last report of it. Lanes are keyed digests; `sealed` is encrypted.
--
-- stage: asked | held | waiting | sending | unsettled | accepted | sent | delivered | undelivered | refused | given-up
--   | withdrawn. Those from held to unsettled are live: in their lane they go one after the other, by seq and part.
-- turn: 1 for the one live row of each lane whose turn it is.
-- pending: attachments that are still to be fetched. gate: the clinician whose first phone must have confirmed, or empty.

CREATE TABLE text (
    n                INTEGER PRIMARY KEY,
    practice         INTEGER NOT NULL,
    id               TEXT    NOT NULL,
    kind             TEXT    NOT NULL,
    stage            TEXT    NOT NULL,
    lane             BIGINT  NOT NULL,
    seq              BIGINT  NOT NULL,
    part             INTEGER NOT NULL,
    turn             INTEGER NOT NULL,
    urgent           INTEGER NOT NULL,
    from_line        TEXT    NOT NULL,
    gate             TEXT    NOT NULL,
    due              BIGINT  NOT NULL,
    pending          INTEGER NOT NULL,
    clinician        TEXT,             -- to whom, where it is a clinician
    phone            TEXT,             -- and to which phone, where it is one in particular
    author_clinician TEXT,             -- who wrote it, or to whom a patient wrote it
    author_line      TEXT,             -- the line that a clinician wrote to
    created_at       BIGINT  NOT NULL,
    first_tried      BIGINT,
    tried_at         BIGINT,
    accepted_at      BIGINT,
    attempts         INTEGER NOT NULL,
    attachments      INTEGER NOT NULL,
    code             INTEGER,
    digested         INTEGER NOT NULL,
    call             TEXT,
    fold             BIGINT,
    sid              TEXT,
    sealed           BLOB    NOT NULL
);

-- The version before could not send: what it decided must not go out late.
INSERT INTO text (n, practice, id, kind, stage, lane, seq, part, turn, urgent, from_line, gate, due, pending, clinician,
    phone, created_at, attempts, attachments, digested, call, fold, sealed)
  SELECT rowid, practice, id, kind, 'withdrawn', 0, rowid, 0, 0, 0, from_line, '', due, 0, clinician,
    phone, created_at, attempts, 0, 0, call, fold, sealed
  FROM outbox;

DROP TABLE outbox;
ALTER TABLE text RENAME TO outbox;

CREATE UNIQUE INDEX outbox_id ON outbox (practice, id);
CREATE UNIQUE INDEX outbox_once_per_call ON outbox (practice, call, kind) WHERE call IS NOT NULL;
CREATE INDEX outbox_fold ON outbox (practice, fold, kind, created_at) WHERE fold IS NOT NULL;
CREATE UNIQUE INDEX outbox_sid ON outbox (practice, sid) WHERE sid IS NOT NULL;

-- Whose turn is next in a lane, whose it is, and what may be claimed. What is over is in none of them.
CREATE INDEX outbox_lane ON outbox (practice, lane, seq, part)
  WHERE stage IN ('held', 'waiting', 'sending', 'unsettled');
CREATE UNIQUE INDEX outbox_turn ON outbox (practice, lane) WHERE turn = 1;
CREATE INDEX outbox_ready ON outbox (practice, urgent, from_line, gate, due)
  WHERE stage = 'waiting' AND turn = 1 AND pending = 0;

-- What is to be looked at when its time has come.
CREATE INDEX outbox_look ON outbox (practice, stage, due)
  WHERE stage IN ('asked', 'held', 'sending', 'unsettled');
CREATE INDEX outbox_asked ON outbox (practice, author_clinician, author_line, seq) WHERE stage = 'asked';
CREATE INDEX outbox_undigested ON outbox (practice, seq) WHERE stage = 'held' AND digested = 0;

CREATE TABLE media (
    practice INTEGER NOT NULL,
    id       TEXT    NOT NULL,
    outbox   TEXT    NOT NULL,
    place    INTEGER NOT NULL,
    state    TEXT    NOT NULL, -- announced | kept | refused
    there    INTEGER NOT NULL, -- 1: the provider has it still
    due      BIGINT  NOT NULL,
    attempts INTEGER NOT NULL,
    at       BIGINT  NOT NULL,
    kind     TEXT,             -- its type, once it is kept
    bytes    BIGINT,
    sealed   BLOB    NOT NULL, -- where it is at the provider, and what it claims to be
    PRIMARY KEY (practice, id)
) WITHOUT ROWID;

CREATE INDEX media_of_text ON media (practice, outbox, place);
CREATE INDEX media_due ON media (practice, state, due) WHERE there = 1;

CREATE TABLE confirmation (
    practice     INTEGER NOT NULL,
    clinician    TEXT    NOT NULL,
    phone        TEXT    NOT NULL, -- a keyed digest
    asked_at     BIGINT,
    confirmed_at BIGINT,
    PRIMARY KEY (practice, clinician, phone)
) WITHOUT ROWID;

CREATE TABLE mark (
    practice     INTEGER NOT NULL,
    clinician    TEXT    NOT NULL,
    mark         INTEGER NOT NULL,
    phone_digest BIGINT  NOT NULL,
    sealed       BLOB    NOT NULL,
    who          BLOB    NOT NULL, -- keyed digests of the names of those who had the phone
    last_used    BIGINT  NOT NULL,
    PRIMARY KEY (practice, clinician, mark, phone_digest)
) WITHOUT ROWID;

CREATE TABLE edit (
    n         INTEGER PRIMARY KEY,
    practice  INTEGER NOT NULL,
    id        TEXT    NOT NULL,
    clinician TEXT    NOT NULL,
    line      TEXT    NOT NULL,
    at        BIGINT  NOT NULL,
    sealed    BLOB    NOT NULL
);

CREATE UNIQUE INDEX edit_id ON edit (practice, id);

-- Keyed digests of the names of those who had the phone; empty: not known.
ALTER TABLE back_line ADD COLUMN who BLOB NOT NULL DEFAULT x'';
