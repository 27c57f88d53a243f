-- Batches as their members tell them. What rules need is plain; facts are all else of a
-- model.Batch, sealed.
CREATE TABLE batches (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key          text NOT NULL UNIQUE,
    campaign     text NOT NULL,           -- '' = its member has forgotten it
    teller       text NOT NULL REFERENCES members, -- who told its numbers
    service      text NOT NULL,           -- origin
    agent        text NOT NULL,
    batch_id     text NOT NULL,           -- the service's; '' = not known
    place        int NOT NULL,
    segment      int NOT NULL,
    contacts     int NOT NULL,
    numbers_hash bytea NOT NULL,          -- of the hashed numbers and contact ids
    state        text NOT NULL,
    attempts     int NOT NULL,
    opening      text NOT NULL,           -- that has the lease, or had the last; '' = there was none
    fence        bigint NOT NULL,         -- of that lease; 0 = there was none
    lease_until  timestamptz,
    attempt      text NOT NULL,           -- random, of the Begin that took that lease
    prepared     timestamptz NOT NULL,
    sent         timestamptz,
    settled      timestamptz NOT NULL,    -- when the team learnt of the state
    said         timestamptz NOT NULL,    -- when it became so, by its member's word
    starts       timestamptz,
    rate         int NOT NULL,
    max_attempts int NOT NULL,
    retry_delay  bigint NOT NULL,         -- nanoseconds
    ended        timestamptz,
    calls_known  boolean NOT NULL,
    facts        bytea NOT NULL
);
CREATE INDEX batches_campaign ON batches (campaign);
CREATE INDEX batches_guarding ON batches (ended) WHERE state NOT IN ('prepared', 'refused');

-- Fences of one epoch; an epoch's are above those of the epochs before.
CREATE SEQUENCE fences;

-- The numbers of batches as keyed hashes, until all their calls are known. They go in and out by
-- the batch, so that no foreign key is looked up for each.
CREATE TABLE batch_numbers (
    number bigint NOT NULL,
    batch  bigint NOT NULL,
    PRIMARY KEY (number, batch)
);
CREATE INDEX batch_numbers_batch ON batch_numbers (batch);

-- Who was rung, of batches of which all calls are known.
CREATE TABLE batch_rings (
    number   bigint NOT NULL,
    batch    bigint NOT NULL,
    rung     timestamptz NOT NULL,        -- last
    calls    smallint NOT NULL,           -- 0 = not known
    answered boolean NOT NULL,
    refused  boolean NOT NULL,            -- to be called again
    PRIMARY KEY (number, batch)
);
CREATE INDEX batch_rings_batch ON batch_rings (batch);

-- The ids that contacts were sent with, as keyed hashes, and with which number.
CREATE TABLE batch_contacts (
    contact bigint NOT NULL,
    batch   bigint NOT NULL,
    number  bigint NOT NULL,
    PRIMARY KEY (contact, batch, number)
);
CREATE INDEX batch_contacts_batch ON batch_contacts (batch);

-- How many contacts a batch loses to a later one that the service moves them to.
CREATE TABLE moves (
    batch    bigint NOT NULL REFERENCES batches ON DELETE CASCADE,
    later    bigint NOT NULL REFERENCES batches ON DELETE CASCADE,
    contacts int NOT NULL,
    PRIMARY KEY (batch, later)
);
CREATE INDEX moves_later ON moves (later);

-- Where entries of the do-not-call list came from, sealed. A list of a million is put there at
-- once, so that no foreign key is looked up for each.
CREATE TABLE do_not_call_sources (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source bytea NOT NULL
);

CREATE TABLE do_not_call (
    number bigint PRIMARY KEY,
    since  timestamptz NOT NULL,
    source bigint NOT NULL,               -- of do_not_call_sources
    member text NOT NULL                  -- who put it there
);

CREATE TABLE do_not_call_count (
    one     boolean PRIMARY KEY CHECK (one),
    numbers bigint NOT NULL
);
INSERT INTO do_not_call_count VALUES (true, 0);
