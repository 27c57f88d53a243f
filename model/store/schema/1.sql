-- Times are microseconds since 1970, UTC; NULL is no time. Blobs end with a
-- checksum of four bytes.

CREATE TABLE holders (
    id      TEXT NOT NULL PRIMARY KEY,
    who     TEXT NOT NULL,
    pid     INTEGER NOT NULL,
    host    TEXT NOT NULL,
    machine TEXT NOT NULL,
    since   INTEGER NOT NULL,
    writes  INTEGER NOT NULL -- transactions so far
) STRICT;

CREATE TABLE row_sets (
    id     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    holder TEXT NOT NULL, -- who wrote it; no set is whole before a campaign has it
    header TEXT NOT NULL, -- JSON
    rows   INTEGER NOT NULL,
    parts  INTEGER NOT NULL
) STRICT;

CREATE TABLE row_parts (
    row_set INTEGER NOT NULL REFERENCES row_sets ON DELETE CASCADE,
    part    INTEGER NOT NULL,
    data    BLOB NOT NULL,
    UNIQUE (row_set, part)
) STRICT;

CREATE TABLE campaigns (
    id        TEXT NOT NULL PRIMARY KEY,
    name      TEXT NOT NULL,
    draft     TEXT NOT NULL, -- JSON
    options   TEXT,          -- JSON, once confirmed
    changed   INTEGER NOT NULL,
    confirmed INTEGER,
    row_set   INTEGER REFERENCES row_sets,
    holder    TEXT,
    held      INTEGER
) STRICT;

CREATE INDEX campaigns_row_set ON campaigns (row_set);

-- What the operator did, in order; what was taken back always comes last.
CREATE TABLE steps (
    campaign TEXT NOT NULL REFERENCES campaigns ON DELETE CASCADE,
    seq      INTEGER NOT NULL,
    undone   INTEGER NOT NULL,
    what     TEXT NOT NULL,
    author   TEXT NOT NULL,
    at       INTEGER,
    edits    BLOB NOT NULL,
    UNIQUE (campaign, seq)
) STRICT;

-- The ledger. A row outlives its campaign for as long as its numbers guard
-- against calling somebody twice; campaign is NULL then.
CREATE TABLE batches (
    id            INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    key           TEXT NOT NULL UNIQUE,
    campaign      TEXT REFERENCES campaigns,
    name          TEXT NOT NULL,
    place         INTEGER NOT NULL,
    service       TEXT NOT NULL,
    agent         TEXT NOT NULL,
    user          TEXT NOT NULL,
    priority      INTEGER NOT NULL,
    contacts      INTEGER NOT NULL,
    hash          TEXT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('prepared', 'sending', 'accepted', 'refused', 'unknown')),
    holder        TEXT,    -- whose request it is while it is being sent
    attempts      INTEGER NOT NULL,
    prepared      INTEGER,
    sent          INTEGER,
    settled       INTEGER,
    server_before INTEGER,
    server_after  INTEGER,
    before        TEXT,    -- JSON
    http_status   INTEGER NOT NULL,
    reply         TEXT NOT NULL,
    batch_id      TEXT NOT NULL,
    dashboard     TEXT NOT NULL,
    reason        TEXT NOT NULL,
    note          TEXT NOT NULL,
    last          TEXT     -- JSON
) STRICT;

CREATE INDEX batches_campaign ON batches (campaign);
CREATE INDEX batches_state ON batches (state, settled);
CREATE INDEX batches_batch_id ON batches (batch_id);

CREATE TABLE batch_lists (
    batch   INTEGER NOT NULL PRIMARY KEY REFERENCES batches ON DELETE CASCADE,
    numbers BLOB NOT NULL, -- sorted
    again   BLOB NOT NULL, -- sorted; those called again so soon by choice
    rows    BLOB NOT NULL  -- of the campaign's row set
) STRICT;

CREATE TABLE calls (
    batch    INTEGER NOT NULL REFERENCES batches ON DELETE CASCADE,
    id       TEXT NOT NULL,
    status   TEXT NOT NULL,
    phone    TEXT NOT NULL,
    name     TEXT NOT NULL,
    error    TEXT NOT NULL,
    duration INTEGER NOT NULL, -- nanoseconds
    at       INTEGER,
    UNIQUE (batch, id)
) STRICT;

CREATE TABLE do_not_call (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    since  INTEGER NOT NULL,
    source TEXT NOT NULL
) STRICT;

CREATE TABLE mappings (
    shape   TEXT NOT NULL PRIMARY KEY,
    mapping TEXT NOT NULL, -- JSON
    region  TEXT NOT NULL,
    used    INTEGER NOT NULL
) STRICT;

CREATE TABLE recent_files (
    path TEXT NOT NULL PRIMARY KEY,
    used INTEGER NOT NULL
) STRICT;
