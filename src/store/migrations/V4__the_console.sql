-- What the console needs.

-- A phone that is to take another's place: since when it is asked for.
ALTER TABLE confirmation ADD COLUMN next_since BIGINT;

-- Wrong PINs, whatever right ones came between: since when they are counted, and how many.
ALTER TABLE pin ADD COLUMN wrong_since BIGINT;
ALTER TABLE pin ADD COLUMN wrong_all INTEGER NOT NULL DEFAULT 0;
