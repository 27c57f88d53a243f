-- When the calls of a batch can be made, and what is known of those that were:
-- its numbers are guarded for as long as they may be rung, and for a while after.

ALTER TABLE batches ADD COLUMN starts       INTEGER; -- of its first calls; NULL = at once
ALTER TABLE batches ADD COLUMN rate         INTEGER NOT NULL DEFAULT 0; -- calls a second
ALTER TABLE batches ADD COLUMN max_attempts INTEGER NOT NULL DEFAULT 0; -- 0 = nothing is known of its schedule
ALTER TABLE batches ADD COLUMN retry_delay  INTEGER NOT NULL DEFAULT 0; -- nanoseconds
ALTER TABLE batches ADD COLUMN ended        INTEGER; -- NULL = not known to have ended
ALTER TABLE batches ADD COLUMN calls_known  INTEGER NOT NULL DEFAULT 0; -- rung is everybody who was called

ALTER TABLE batch_lists ADD COLUMN rung BLOB; -- sorted numbers, then when each was called last

UPDATE batches SET (starts, rate, max_attempts, retry_delay) = (
    SELECT CAST(unixepoch(json_extract(options, '$.start'), 'subsec') * 1000000 AS INTEGER),
           coalesce(json_extract(options, '$.calls_per_second'), 0),
           coalesce(json_extract(options, '$.max_attempts'), 0),
           max(coalesce(json_extract(options, '$.no_answer_delay'), 0), coalesce(json_extract(options, '$.busy_delay'), 0))
    FROM campaigns WHERE id = campaign)
WHERE campaign IN (SELECT id FROM campaigns WHERE json_valid(options));

-- The last look that is kept may have shown the end.
UPDATE batches SET ended = CAST(unixepoch(json_extract(last, '$.at'), 'subsec') * 1000000 AS INTEGER)
WHERE state = 'accepted' AND json_valid(last) AND json_extract(last, '$.status') IN ('completed', 'cancelled');

-- Which store this is, and how often it was written: what lies beside the
-- database says how far it had come, so that an older copy is told from it.
CREATE TABLE identity (
    one     INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    id      TEXT NOT NULL,
    written INTEGER NOT NULL -- transactions so far, of everybody
) STRICT;

INSERT INTO identity (one, id, written) VALUES (1, lower(hex(randomblob(10))), 0);
