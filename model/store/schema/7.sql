-- What was said on calls, and what the service made of them: it forgets whose contact a call
-- was after 30 days, and is asked at a slow rate, so what it told is kept with the campaign.

CREATE TABLE call_details (
    batch    INTEGER NOT NULL REFERENCES batches ON DELETE CASCADE,
    id       TEXT NOT NULL,    -- of the call
    contact  TEXT NOT NULL,    -- the service's id of who was called; '' = not known
    over     INTEGER NOT NULL, -- the call had ended when its words were told
    measured INTEGER NOT NULL, -- the summary and the metrics were told
    tries    INTEGER NOT NULL, -- how often these were asked for and not there yet
    fetched  INTEGER,
    said     BLOB NOT NULL,    -- turns, summary and metrics: JSON, deflated
    UNIQUE (batch, id)
) STRICT;

ALTER TABLE batches ADD COLUMN calls_fetched INTEGER; -- when all its calls were last asked for and told; NULL = never
