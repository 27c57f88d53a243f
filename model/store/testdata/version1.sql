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
CREATE INDEX campaigns_row_set ON campaigns (row_set);
CREATE INDEX batches_campaign ON batches (campaign);
CREATE INDEX batches_state ON batches (state, settled);
CREATE INDEX batches_batch_id ON batches (batch_id);
INSERT INTO row_sets (id, holder, header, rows, parts) VALUES (1, '5jz74t5zzk76fgig', '["Name","Phone"]', 3, 1);
INSERT INTO row_sets (id, holder, header, rows, parts) VALUES (2, '5jz74t5zzk76fgig', '["Name","Phone"]', 1, 1);
INSERT INTO row_parts (row_set, part, data) VALUES (1, 0, X'010302020302040240506572736F6E2030682B34343734303030303030303140506572736F6E2031682B34343734303030303030303240506572736F6E2032682B343437343030303030303033D0B46A74');
INSERT INTO row_parts (row_set, part, data) VALUES (2, 0, X'0101020240506572736F6E2030682B34343734303030303030303715115602');
INSERT INTO campaigns (id, name, draft, options, changed, confirmed, row_set, holder, held) VALUES ('wmzidxolwnltk5cp', 'Spring', '{"name":"Spring","profile":"text 3","service":"text 4","origin":{"path":"text 6","format":"text 7","encoding":"text 8","delimiter":"text 9","sheet":"text 10","header_row":11},"mapping":[{"index":14,"header":"text 15","field":"text 16","key":"text 17","choice":18,"basis":"text 19","reason":"text 20"},{"index":22,"header":"text 23","field":"text 24","key":"text 25","choice":26,"basis":"text 27","reason":"text 28"}],"region":"text 29","values":{"text 31":"text 32"},"stage":5,"view":{"screen":2,"row":36,"show":"text 37","find":"text 38","pane":"text 39","cause":{"State":41,"Problem":42,"Warning":43,"Out":44,"Fix":45,"Part":46,"Region":"text 47","Unsure":true},"region":"text 49","types":50,"sort":"text 51","columns":[{"name":"text 54","shown":true,"width":56},{"name":"text 58","shown":true,"width":60}]},"rows":61,"counts":[63,64,65,66,67,68]}', '{"agent":"text 2","user":"text 3","name":"text 4","priority":5,"start":"2023-11-14T22:13:20.000006Z","timezone":"text 7","calls_per_second":8,"max_attempts":9,"no_answer_delay":10,"busy_delay":11,"on_call_complete":"text 12","on_batch_complete":"text 13","on_batch_failed":"text 14","tags":["text 16","text 17"]}', 1772445720000000, 1772445720000000, 1, NULL, NULL);
INSERT INTO campaigns (id, name, draft, options, changed, confirmed, row_set, holder, held) VALUES ('pauand6fh5jizynr', 'Summer', '{"name":"Summer","profile":"","service":"https://api.example","origin":{"path":"","format":"","encoding":"","delimiter":"","sheet":"","header_row":0},"mapping":null,"region":"","values":null,"stage":0,"view":{"screen":0,"row":0},"rows":1,"counts":[0,0,0,0,0,0]}', '{"agent":"agent","user":"user","name":"x","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', 1772445720000000, 1772445720000000, 2, NULL, NULL);
INSERT INTO steps (campaign, seq, undone, what, author, at, edits) VALUES ('wmzidxolwnltk5cp', 1, 0, 'changed row 0', 'anna', 1772445720000000, X'010D0570686F6E650670686F6E6532046E616D650A66697273745F6E616D65096C6173745F6E616D6505656D61696C07636F6D70616E7902696407636F756E7472790874696D657A6F6E650B646F5F6E6F745F63616C6C086D6574616461746104736B69700100000901000D2B3434373430303030303030392F89E745');
INSERT INTO steps (campaign, seq, undone, what, author, at, edits) VALUES ('wmzidxolwnltk5cp', 2, 1, 'changed row 1', 'anna', 1772445720000000, X'010D0570686F6E650670686F6E6532046E616D650A66697273745F6E616D65096C6173745F6E616D6505656D61696C07636F6D70616E7902696407636F756E7472790874696D657A6F6E650B646F5F6E6F745F63616C6C086D6574616461746104736B69700101000901000D2B34343734303030303030303996B2ABA2');
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last) VALUES (1, 'f7cj4jrpnos2xq6g', 'wmzidxolwnltk5cp', 'Spring', 0, 'text 4', 'text 2', 'text 3', 5, 3, '30c752840e02a73202244af59306968dde7370b45c9a00cb7734cde4de6f6217', 'accepted', NULL, 1, 1772445720000000, 1700000000000015, 1700000000000016, 1700000000000017, 1700000000000018, '["text 20","text 21"]', 22, 'text 23', 'text 24', 'text 25', 'text 26', 'text 27', '{"at":"2023-11-14T22:13:20.000029Z","status":"text 30","total":31,"processed":32,"succeeded":33,"failed":34,"pending":35,"rate":36.5,"started_at":"2023-11-14T22:13:20.000037Z","ended_at":"2023-11-14T22:13:20.000038Z"}');
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last) VALUES (2, '6i4bgoxx332ncyta', 'pauand6fh5jizynr', 'Summer', 0, 'https://api.example', 'agent', 'user', 5, 1, 'dc127ce4f250c16aacf2b9195683b8f44042709915a044c56a5957d37eff55fb', 'unknown', NULL, 1, 1772445720000000, 1772445720000000, 1772445720000000, NULL, NULL, NULL, 0, '', '', '', '', '', '{"status":"","total":0,"processed":0,"succeeded":0,"failed":0,"pending":0,"rate":0}');
INSERT INTO batch_lists (batch, numbers, again, rows) VALUES (1, X'000000682B1E3A01000000682B1E3A02000000682B1E3A035892582B', X'00000000', X'000000000000000100000002F24AAA06');
INSERT INTO batch_lists (batch, numbers, again, rows) VALUES (2, X'000000682B1E3A079162A8D0', X'00000000', X'0000000048674BC7');
INSERT INTO calls (batch, id, status, phone, name, error, duration, at) VALUES (1, 'text 41', 'text 42', 'text 43', 'text 44', 'text 45', 46, 1700000000000047);
INSERT INTO calls (batch, id, status, phone, name, error, duration, at) VALUES (1, 'text 49', 'text 50', 'text 51', 'text 52', 'text 53', 54, 1700000000000055);
INSERT INTO do_not_call (number, since, source) VALUES (447400000005, 1772445720000000, 'optouts.csv');
INSERT INTO do_not_call (number, since, source) VALUES (447400000006, 1772445720000000, 'optouts.csv');
INSERT INTO mappings (shape, mapping, region, used) VALUES ('a shape', '[{"index":14,"header":"text 15","field":"text 16","key":"text 17","choice":18,"basis":"text 19","reason":"text 20"},{"index":22,"header":"text 23","field":"text 24","key":"text 25","choice":26,"basis":"text 27","reason":"text 28"}]', 'GB', 1);
INSERT INTO recent_files (path, used) VALUES ('/home/anna/leads.csv', 1);
PRAGMA user_version = 1;
PRAGMA application_id = 1129539700;
