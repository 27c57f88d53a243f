-- A plan is a list of segments, each with its own rows and options: its batches
-- say which they are of. A plan that was confirmed before has one.

CREATE TABLE segments (
    campaign TEXT NOT NULL REFERENCES campaigns ON DELETE CASCADE,
    place    INTEGER NOT NULL,
    name     TEXT NOT NULL,
    options  TEXT NOT NULL, -- JSON
    released TEXT NOT NULL, -- JSON: when it may be sent
    UNIQUE (campaign, place)
) STRICT;

ALTER TABLE batches ADD COLUMN segment INTEGER NOT NULL DEFAULT 0; -- its place in the plan
ALTER TABLE batch_lists ADD COLUMN tries BLOB; -- of each of rung: how often it was called, and whether that was answered or refused; NULL = not known
ALTER TABLE batches ADD COLUMN tally   TEXT; -- JSON: what its calls came to, once they are known

INSERT INTO segments (campaign, place, name, options, released)
SELECT id, 0, '', options, '{}' FROM campaigns WHERE confirmed IS NOT NULL AND options IS NOT NULL;

-- Options under a name, for the campaigns to come.
CREATE TABLE option_sets (
    name    TEXT PRIMARY KEY,
    options TEXT NOT NULL, -- JSON: as they were typed, by their keys
    used    INTEGER NOT NULL
) STRICT;

-- The number of the operator's own telephone, for test calls.
CREATE TABLE own_numbers (
    profile TEXT PRIMARY KEY,
    number  INTEGER NOT NULL CHECK (number > 0)
) STRICT;
