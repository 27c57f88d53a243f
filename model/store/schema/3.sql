-- Whoever is sent again is moved by the service into the newest batch of an
-- agent, out of one that has not ended: which numbers that was chosen for, and
-- how many contacts each batch lost to which.

ALTER TABLE batch_lists ADD COLUMN moved BLOB; -- sorted numbers; NULL = none

CREATE TABLE moves (
    batch    INTEGER NOT NULL REFERENCES batches ON DELETE CASCADE, -- that had them
    later    INTEGER NOT NULL REFERENCES batches ON DELETE CASCADE, -- that was sent with them
    contacts INTEGER NOT NULL,
    UNIQUE (batch, later)
) STRICT;

CREATE INDEX moves_later ON moves (later);
