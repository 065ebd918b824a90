-- What the console looks for in the journal. The columns are worked out of the decision, which names nobody but by id.
--
-- entry: call | text, on the one row that stands for a call or a text in the list; else null.
-- line: whose front line was called or written to; of a clinician's own, the clinician.
-- caller: patient | clinician | unknown | nightbell, on such a row; `code` on the step at which an access code was right.
-- patient: the first row of the household that it is from or to.

ALTER TABLE journal ADD COLUMN entry TEXT GENERATED ALWAYS AS (
  CASE kind WHEN 'call' THEN 'call' WHEN 'text' THEN 'text'
    WHEN 'step' THEN CASE WHEN substr(key, 33) = '/placed' THEN 'call' END END) VIRTUAL;
ALTER TABLE journal ADD COLUMN line TEXT GENERATED ALWAYS AS (
  CASE WHEN kind IN ('call', 'text') THEN coalesce(decision ->> '$.reasons[0]."front-line-of".clinician', clinician)
    WHEN entry = 'call' THEN clinician END) VIRTUAL;
ALTER TABLE journal ADD COLUMN caller TEXT GENERATED ALWAYS AS (
  CASE WHEN kind IN ('call', 'text') THEN
      CASE WHEN (decision ->> '$.reasons[1]."grant-in-force".patients[0]') IS NOT NULL THEN 'patient'
        WHEN (decision ->> '$.reasons[1]."caller-is-clinician".clinician') IS NOT NULL THEN 'clinician'
        ELSE 'unknown' END
    WHEN entry = 'call' THEN 'nightbell'
    WHEN kind = 'step' AND substr(key, 33, 6) = '/code/' THEN
      CASE WHEN (decision ->> '$.reasons[0]."code-right".patients[0]') IS NOT NULL THEN 'code' END
  END) VIRTUAL;
ALTER TABLE journal ADD COLUMN patient TEXT GENERATED ALWAYS AS (
  CASE caller WHEN 'patient' THEN decision ->> '$.reasons[1]."grant-in-force".patients[0]'
    WHEN 'code' THEN decision ->> '$.reasons[0]."code-right".patients[0]'
    WHEN 'clinician' THEN coalesce(
      decision ->> '$.reasons[2]."back-line-of".patients[0]', decision ->> '$.reasons[2]."replies-to".patients[0]',
      decision ->> '$.reasons[3]."back-line-of".patients[0]', decision ->> '$.reasons[3]."replies-to".patients[0]',
      decision ->> '$.reasons[4]."replies-to".patients[0]') END) VIRTUAL;

-- All that the charts count stands in the indexes themselves: a year is read without a row.
CREATE INDEX journal_listed ON journal (practice, entry, at, caller, line, patient) WHERE entry IS NOT NULL;
CREATE INDEX journal_of_line ON journal (practice, entry, line, at, caller, patient) WHERE entry IS NOT NULL;
CREATE INDEX journal_of_patient ON journal (practice, patient, at) WHERE patient IS NOT NULL;
CREATE INDEX journal_by_code ON journal (practice, at, patient, key) WHERE caller = 'code';

-- What became of a text that was decided at a moment.
CREATE INDEX outbox_decided ON outbox (practice, created_at);
