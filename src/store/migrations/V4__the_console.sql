-- The newest rows of a kind, and those of a day.
CREATE INDEX journal_kind ON journal (practice, kind, at);
