-- Whose the ids are: with which phones each clinician was last seen in the configuration. An id whose phones are all others
-- is another person's, who gets neither the PIN nor what earlier phones had confirmed.
CREATE TABLE person (
    practice  INTEGER NOT NULL,
    clinician TEXT    NOT NULL,
    phones    TEXT    NOT NULL, -- keyed digests, with blanks between
    PRIMARY KEY (practice, clinician)
) WITHOUT ROWID;
