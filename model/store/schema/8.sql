-- The team that this machine shares a ledger with, and what it was told: what differs is told
-- again, so nothing is lost that was done while the team's ledger could not be reached.

CREATE TABLE team (
    one       INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    id        TEXT NOT NULL,
    name      TEXT NOT NULL,
    member    TEXT NOT NULL,    -- this store's id in it
    database  TEXT NOT NULL,    -- host, port and name, for people
    written   INTEGER NOT NULL, -- transactions of the team's ledger that were seen at the latest
    system    TEXT NOT NULL,    -- the server that was written to at the latest
    timeline  INTEGER NOT NULL,
    epoch     INTEGER NOT NULL, -- servers of it that were accepted so far
    joined    INTEGER,
    recovered INTEGER           -- when the recovery began for which all is told again; NULL = none
) STRICT;

CREATE TABLE team_batches (
    intent TEXT NOT NULL PRIMARY KEY,   -- the key of a batch, which this outlives
    fence  INTEGER NOT NULL DEFAULT 0,  -- of the lease it was begun under last; 0 = of none
    known  INTEGER,                     -- by the database's clock, what the operator's choices cover; NULL = nothing
    list   TEXT NOT NULL DEFAULT '',    -- what was told of whom it calls; '' = nothing
    facts  TEXT NOT NULL DEFAULT '',    -- and of the rest
    asking TEXT,                        -- the holder that asks for a lease
    taken  INTEGER NOT NULL DEFAULT 0   -- its campaign was taken over: whom it calls is told by another member
) STRICT;

CREATE TABLE team_told (
    about TEXT NOT NULL PRIMARY KEY, -- 'head' or 'evidence', a blank and the campaign's key
    facts TEXT NOT NULL
) STRICT;

-- Campaigns of this machine that somebody else took over.
CREATE TABLE team_lost (
    campaign TEXT NOT NULL PRIMARY KEY,
    member   TEXT NOT NULL, -- the one who did
    login    TEXT NOT NULL,
    host     TEXT NOT NULL,
    at       INTEGER
) STRICT;

-- Numbers of the do-not-call list that the team was not told of.
CREATE TABLE team_do_not_call (number INTEGER NOT NULL PRIMARY KEY) STRICT;

CREATE TRIGGER do_not_call_is_told AFTER INSERT ON do_not_call WHEN EXISTS (SELECT 1 FROM team)
BEGIN INSERT OR IGNORE INTO team_do_not_call (number) VALUES (new.number); END;

CREATE TRIGGER do_not_call_is_taken_back AFTER DELETE ON do_not_call
BEGIN DELETE FROM team_do_not_call WHERE number = old.number; END;
