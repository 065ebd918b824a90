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

-- What the console looks for in the journal. Written with each row from now on; worked out of the decision for those
-- there are.
--
-- entry: call | text, on the one row that stands for a call or a text in the list; else null.
-- line: whose front line was called or written to; of a clinician's own, the clinician.
-- caller: patient | clinician | unknown | nightbell, on such a row; `code` on the step at which an access code was right.
-- patient: the first row of the household that it is from or to.

ALTER TABLE journal ADD COLUMN entry TEXT;
ALTER TABLE journal ADD COLUMN line TEXT;
ALTER TABLE journal ADD COLUMN caller TEXT;
ALTER TABLE journal ADD COLUMN patient TEXT;

UPDATE journal SET
  entry = CASE kind WHEN 'call' THEN 'call' WHEN 'text' THEN 'text'
    WHEN 'step' THEN CASE WHEN substr(key, 33) = '/placed' THEN 'call' END END,
  line = CASE WHEN kind IN ('call', 'text') THEN coalesce(decision ->> '$.reasons[0]."front-line-of".clinician', clinician)
    WHEN kind = 'step' AND substr(key, 33) = '/placed' THEN clinician END,
  caller = CASE WHEN kind IN ('call', 'text') THEN
      CASE WHEN (decision ->> '$.reasons[1]."grant-in-force".patients[0]') IS NOT NULL THEN 'patient'
        WHEN (decision ->> '$.reasons[1]."caller-is-clinician".clinician') IS NOT NULL THEN 'clinician'
        ELSE 'unknown' END
    WHEN kind = 'step' AND substr(key, 33) = '/placed' THEN 'nightbell'
    WHEN kind = 'step' AND substr(key, 33, 6) = '/code/'
      AND (decision ->> '$.reasons[0]."code-right".patients[0]') IS NOT NULL THEN 'code' END;

UPDATE journal SET
  patient = CASE caller WHEN 'patient' THEN decision ->> '$.reasons[1]."grant-in-force".patients[0]'
    WHEN 'code' THEN decision ->> '$.reasons[0]."code-right".patients[0]'
    WHEN 'clinician' THEN coalesce(
      decision ->> '$.reasons[2]."back-line-of".patients[0]', decision ->> '$.reasons[2]."replies-to".patients[0]',
      decision ->> '$.reasons[3]."back-line-of".patients[0]', decision ->> '$.reasons[3]."replies-to".patients[0]',
      decision ->> '$.reasons[4]."back-line-of".patients[0]', decision ->> '$.reasons[4]."replies-to".patients[0]') END
  WHERE caller IN ('patient', 'code', 'clinician');

-- All that the charts count stands in the indexes themselves: a year is read without a row.
CREATE INDEX journal_listed ON journal (practice, entry, at, caller, line, patient) WHERE entry IS NOT NULL;
CREATE INDEX journal_of_patient ON journal (practice, patient, at) WHERE patient IS NOT NULL;
CREATE INDEX journal_by_code ON journal (practice, at, patient, key) WHERE caller = 'code';

-- What became of a text that was decided at a moment.
CREATE INDEX outbox_decided ON outbox (practice, created_at);

-- A phone that is to take another's place: since when it is asked for.
ALTER TABLE confirmation ADD COLUMN next_since BIGINT;

-- Wrong PINs, whatever right ones came between: since when they are counted, and how many.
ALTER TABLE pin ADD COLUMN wrong_since BIGINT;
ALTER TABLE pin ADD COLUMN wrong_all INTEGER NOT NULL DEFAULT 0;
