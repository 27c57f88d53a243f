-- Who leaves a team keeps what it was there, so that it is the same member when it joins again: what
-- it sent is its own still, under the leases that it had.

ALTER TABLE team ADD COLUMN gone INTEGER; -- when it was left; NULL = it is a member

-- The other members as they were heard of last: a copy of the team's ledger may not know of them.
CREATE TABLE team_members (
    id     TEXT NOT NULL PRIMARY KEY,
    login  TEXT NOT NULL,
    host   TEXT NOT NULL,
    joined INTEGER,
    seen   INTEGER
) STRICT;

-- The colleague who cancelled a batch at the service, as far as they told.
ALTER TABLE batches ADD COLUMN canceller TEXT NOT NULL DEFAULT '';
ALTER TABLE batches ADD COLUMN cancelled INTEGER;
