-- Who cancelled a batch at the service, and when, by their word.
ALTER TABLE batches ADD COLUMN canceller text NOT NULL DEFAULT '', -- a member; '' = nobody told that they did
    ADD COLUMN cancelled timestamptz;
