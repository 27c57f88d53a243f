-- The record of what was done with each campaign: a chain of entries, each hashed with all
-- before it. It refers to no other table, and stays when its campaign is forgotten. id has
-- no gaps, so that a chain that is gone as a whole is missed, too.

CREATE TABLE evidence (
    id       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    campaign TEXT NOT NULL,
    place    INTEGER NOT NULL, -- in its chain, from 0
    entry    TEXT NOT NULL,    -- JSON, as it is hashed
    hash     TEXT NOT NULL,    -- of it and all before it
    UNIQUE (campaign, place)
) STRICT;

CREATE TABLE evidence_heads (
    campaign TEXT NOT NULL PRIMARY KEY,
    entries  INTEGER NOT NULL,
    hash     TEXT NOT NULL -- of the last
) STRICT;

CREATE TRIGGER evidence_is_not_changed BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;

CREATE TRIGGER evidence_is_not_removed BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is never removed'); END;

-- The chain that tells of a batch, which outlives its campaign.
ALTER TABLE batches ADD COLUMN chain TEXT NOT NULL DEFAULT '';
UPDATE batches SET chain = coalesce(campaign, key);
CREATE INDEX batches_chain ON batches (chain);

-- How often the do-not-call list was changed, and what it comes to.
CREATE TABLE do_not_call_revision (
    one      INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    revision INTEGER NOT NULL,
    numbers  INTEGER NOT NULL,
    hash     TEXT -- NULL = nobody has asked since the last change
) STRICT;

INSERT INTO do_not_call_revision (one, revision, numbers) SELECT 1, 0, count(*) FROM do_not_call;
