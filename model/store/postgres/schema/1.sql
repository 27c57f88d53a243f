-- Times are of this database's clock: team_now() is the one place that reads it. bytea columns
-- are sealed with the team's secret, or keyed hashes, unless they say otherwise.

CREATE FUNCTION team_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()';

-- What the database is, and how far it has come.
CREATE TABLE team (
    one       boolean PRIMARY KEY CHECK (one),
    id        text NOT NULL,
    name      bytea NOT NULL,
    proof     bytea NOT NULL,             -- of the secret that its members have
    written   bigint NOT NULL,            -- transactions so far
    epoch     bigint NOT NULL,            -- servers that were accepted so far
    system    text NOT NULL,              -- identifier of the server that was accepted last
    timeline  bigint NOT NULL,            -- of its write-ahead log
    accepted  timestamptz NOT NULL,
    acceptor  text NOT NULL,              -- the member that accepted it
    suspect   int,                        -- why nobody may use it until it is accepted (team.Difference); NULL = it may be used
    suspicion text                        -- what was found, in words
);

CREATE TABLE members (
    id     text PRIMARY KEY,
    login  bytea NOT NULL,
    host   bytea NOT NULL,
    joined timestamptz NOT NULL,
    seen   timestamptz,
    told   bigint NOT NULL,               -- the epoch in which it has told all that it knows
    wrote  bigint NOT NULL,               -- team.written as of its last transaction
    gone   timestamptz                    -- it has left; NULL = it has not
);

-- One run of the program of a member each.
CREATE TABLE openings (
    id     text PRIMARY KEY,
    member text NOT NULL REFERENCES members,
    seen   timestamptz NOT NULL
);
CREATE INDEX openings_member ON openings (member, seen);

CREATE TABLE campaigns (
    id          text PRIMARY KEY,
    owner       text NOT NULL REFERENCES members,
    since       timestamptz NOT NULL,     -- that it is the owner's
    name        bytea NOT NULL,
    holder      bytea NOT NULL,           -- who has it open there
    service     text NOT NULL,
    agent       text NOT NULL,
    changed     timestamptz NOT NULL,
    confirmed   timestamptz,
    contacts    bigint NOT NULL,
    answered    bigint NOT NULL,
    not_reached bigint NOT NULL,
    to_go       bigint NOT NULL,
    unknown     bigint NOT NULL,
    next_wave   timestamptz,
    paused      timestamptz,
    forgotten   boolean NOT NULL DEFAULT false -- its owner has it no more; it stays while batches of it do
);
CREATE INDEX campaigns_owner ON campaigns (owner);

-- How far each member's chains of evidence have come; hash is that of the last entry, as it is.
CREATE TABLE evidence_heads (
    member   text NOT NULL REFERENCES members,
    campaign text NOT NULL,
    entries  bigint NOT NULL,
    hash     text NOT NULL,
    PRIMARY KEY (member, campaign)
);

-- What the columns of lists meant, by a keyed hash of what the lists look like.
CREATE TABLE mappings (
    shape   bytea PRIMARY KEY,
    mapping bytea NOT NULL,
    used    timestamptz NOT NULL
);
