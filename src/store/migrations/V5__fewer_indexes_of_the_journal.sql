-- Two indexes that every call and every text had to pay for. What they found stands in others, or at the journal's end.
DROP INDEX journal_kind;
DROP INDEX journal_of_patient;
