-- The service knows a contact by its id before its number: which of a batch's
-- contacts were sent with one. Of the batches that were confirmed before, no id
-- is known.

CREATE TABLE batch_ids (
    batch INTEGER NOT NULL PRIMARY KEY REFERENCES batches ON DELETE CASCADE,
    ids   BLOB NOT NULL -- sorted hashes of ids, then the number of each
) STRICT;
