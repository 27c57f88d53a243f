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
, starts       INTEGER, rate         INTEGER NOT NULL DEFAULT 0, max_attempts INTEGER NOT NULL DEFAULT 0, retry_delay  INTEGER NOT NULL DEFAULT 0, ended        INTEGER, calls_known  INTEGER NOT NULL DEFAULT 0, segment INTEGER NOT NULL DEFAULT 0, tally   TEXT, chain TEXT NOT NULL DEFAULT '', calls_fetched INTEGER, canceller TEXT NOT NULL DEFAULT '', cancelled INTEGER) STRICT;
CREATE TABLE batch_lists (
    batch   INTEGER NOT NULL PRIMARY KEY REFERENCES batches ON DELETE CASCADE,
    numbers BLOB NOT NULL, -- sorted
    again   BLOB NOT NULL, -- sorted; those called again so soon by choice
    rows    BLOB NOT NULL  -- of the campaign's row set
, rung BLOB, moved BLOB, tries BLOB) STRICT;
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
CREATE TABLE identity (
    one     INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    id      TEXT NOT NULL,
    written INTEGER NOT NULL -- transactions so far, of everybody
) STRICT;
CREATE TABLE moves (
    batch    INTEGER NOT NULL REFERENCES batches ON DELETE CASCADE, -- that had them
    later    INTEGER NOT NULL REFERENCES batches ON DELETE CASCADE, -- that was sent with them
    contacts INTEGER NOT NULL,
    UNIQUE (batch, later)
) STRICT;
CREATE TABLE batch_ids (
    batch INTEGER NOT NULL PRIMARY KEY REFERENCES batches ON DELETE CASCADE,
    ids   BLOB NOT NULL -- sorted hashes of ids, then the number of each
) STRICT;
CREATE TABLE segments (
    campaign TEXT NOT NULL REFERENCES campaigns ON DELETE CASCADE,
    place    INTEGER NOT NULL,
    name     TEXT NOT NULL,
    options  TEXT NOT NULL, -- JSON
    released TEXT NOT NULL, -- JSON: when it may be sent
    UNIQUE (campaign, place)
) STRICT;
CREATE TABLE option_sets (
    name    TEXT PRIMARY KEY,
    options TEXT NOT NULL, -- JSON: as they were typed, by their keys
    used    INTEGER NOT NULL
) STRICT;
CREATE TABLE own_numbers (
    profile TEXT PRIMARY KEY,
    number  INTEGER NOT NULL CHECK (number > 0)
) STRICT;
CREATE TABLE evidence (
    id       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    campaign TEXT NOT NULL,
    place    INTEGER NOT NULL, -- in its chain, from 0
    entry    TEXT NOT NULL,    -- JSON, as it is hashed
    hash     TEXT NOT NULL,    -- of it and all before it
    UNIQUE (campaign, place)
) STRICT;
CREATE TABLE evidence_heads (
    campaign TEXT NOT NULL PRIMARY KEY,
    entries  INTEGER NOT NULL,
    hash     TEXT NOT NULL -- of the last
) STRICT;
CREATE TABLE do_not_call_revision (
    one      INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    revision INTEGER NOT NULL,
    numbers  INTEGER NOT NULL,
    hash     TEXT -- NULL = nobody has asked since the last change
) STRICT;
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
, gone INTEGER) STRICT;
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
CREATE TABLE team_lost (
    campaign TEXT NOT NULL PRIMARY KEY,
    member   TEXT NOT NULL, -- the one who did
    login    TEXT NOT NULL,
    host     TEXT NOT NULL,
    at       INTEGER
) STRICT;
CREATE TABLE team_do_not_call (number INTEGER NOT NULL PRIMARY KEY) STRICT;
CREATE TABLE team_members (
    id     TEXT NOT NULL PRIMARY KEY,
    login  TEXT NOT NULL,
    host   TEXT NOT NULL,
    joined INTEGER,
    seen   INTEGER
) STRICT;
CREATE INDEX campaigns_row_set ON campaigns (row_set);
CREATE INDEX batches_campaign ON batches (campaign);
CREATE INDEX batches_state ON batches (state, settled);
CREATE INDEX batches_batch_id ON batches (batch_id);
CREATE INDEX moves_later ON moves (later);
CREATE INDEX batches_chain ON batches (chain);
CREATE TRIGGER evidence_is_not_changed BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;
CREATE TRIGGER evidence_is_not_removed BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is never removed'); END;
CREATE TRIGGER do_not_call_is_told AFTER INSERT ON do_not_call WHEN EXISTS (SELECT 1 FROM team)
BEGIN INSERT OR IGNORE INTO team_do_not_call (number) VALUES (new.number); END;
CREATE TRIGGER do_not_call_is_taken_back AFTER DELETE ON do_not_call
BEGIN DELETE FROM team_do_not_call WHERE number = old.number; END;
INSERT INTO row_sets (id, holder, header, rows, parts) VALUES (1, 'qeaia2nibca5sbzc', '["Name","Phone"]', 3, 1);
INSERT INTO row_sets (id, holder, header, rows, parts) VALUES (2, 'qeaia2nibca5sbzc', '["Name","Phone"]', 1, 1);
INSERT INTO row_sets (id, holder, header, rows, parts) VALUES (3, 'qeaia2nibca5sbzc', '["Dialgen contact id","Phone"]', 2, 1);
INSERT INTO row_sets (id, holder, header, rows, parts) VALUES (4, 'qeaia2nibca5sbzc', '["Name","Phone"]', 3, 1);
INSERT INTO row_parts (row_set, part, data) VALUES (1, 0, X'010302020302040240506572736F6E2030682B34343734303030303030303140506572736F6E2031682B34343734303030303030303240506572736F6E2032682B343437343030303030303033D0B46A74');
INSERT INTO row_parts (row_set, part, data) VALUES (2, 0, X'0101020240506572736F6E2030682B34343734303030303030303715115602');
INSERT INTO row_parts (row_set, part, data) VALUES (3, 0, X'0102020203020861682B3434373430303030303031380862682B343437343030303030303139DC5652CF');
INSERT INTO row_parts (row_set, part, data) VALUES (4, 0, X'010302020302040240506572736F6E2030682B34343734303030303030323040506572736F6E2031682B34343734303030303030323140506572736F6E2032682B343437343030303030303232E5954294');
INSERT INTO campaigns (id, name, draft, options, changed, confirmed, row_set, holder, held) VALUES ('ajtzl3bpaeh5p62y', 'Spring', '{"name":"Spring","profile":"text 3","service":"text 4","origin":{"path":"text 6","format":"text 7","encoding":"text 8","delimiter":"text 9","sheet":"text 10","header_row":11,"size":12,"digest":"text 13"},"mapping":[{"index":16,"header":"text 17","field":"text 18","key":"text 19","choice":20,"basis":"text 21","reason":"text 22","hidden":true,"free":true,"needed":true,"fallback":"text 26"},{"index":28,"header":"text 29","field":"text 30","key":"text 31","choice":32,"basis":"text 33","reason":"text 34","hidden":true,"free":true,"needed":true,"fallback":"text 38"}],"region":"text 39","region_from":"text 94","values":{"text 41":"text 42"},"stage":5,"view":{"screen":2,"home":true,"archived":true,"row":48,"show":"text 49","find":"text 50","pane":"text 51","cause":{"State":53,"Problem":54,"Warning":55,"Out":56,"Fix":57,"Part":58,"Region":"text 59","Needed":"text 60","Unsure":true,"Campaign":"text 62","Colleague":"text 63","ByID":"text 64"},"region":"text 65","types":66,"cells":[{"column":69,"how":"text 70","text":"text 71"},{"column":73,"how":"text 74","text":"text 75"}],"sort":"text 76","columns":[{"name":"text 79","shown":true,"width":81},{"name":"text 83","shown":true,"width":85}]},"rows":86,"counts":[88,89,90,91,92,93],"taken_over":true}', '{"agent":"text 2","user":"text 3","name":"text 4","priority":5,"start":"2023-11-14T22:13:20.000006Z","timezone":"text 7","calls_per_second":8,"max_attempts":9,"no_answer_delay":10,"busy_delay":11,"on_call_complete":"text 12","on_batch_complete":"text 13","on_batch_failed":"text 14","tags":["text 16","text 17"]}', 1772445720000000, 1772445720000000, 1, NULL, NULL);
INSERT INTO campaigns (id, name, draft, options, changed, confirmed, row_set, holder, held) VALUES ('wryptgod6epgscf4', 'Summer', '{"name":"Summer","profile":"","service":"https://api.example","origin":{"path":"","format":"","encoding":"","delimiter":"","sheet":"","header_row":0},"mapping":null,"region":"","region_from":"","values":null,"stage":0,"view":{"screen":0,"row":0},"rows":1,"counts":[0,0,0,0,0,0]}', '{"agent":"agent","user":"user","name":"x","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', 1772445720000000, 1772445720000000, 2, NULL, NULL);
INSERT INTO campaigns (id, name, draft, options, changed, confirmed, row_set, holder, held) VALUES ('ivk6ldj335hozl4c', 'Winter', '{"name":"Winter","profile":"","service":"https://api.example","origin":{"path":"","format":"","encoding":"","delimiter":"","sheet":"","header_row":0},"mapping":null,"region":"","region_from":"","values":null,"stage":0,"view":{"screen":0,"row":0},"rows":2,"counts":[0,0,0,0,0,0]}', '{"agent":"agent","user":"user","name":"Winter","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', 1772445720000000, 1772445720000000, 3, NULL, NULL);
INSERT INTO campaigns (id, name, draft, options, changed, confirmed, row_set, holder, held) VALUES ('ofmex22p3hnqsnzx', 'Zones', '{"name":"Zones","profile":"","service":"https://api.example","origin":{"path":"","format":"","encoding":"","delimiter":"","sheet":"","header_row":0},"mapping":null,"region":"","region_from":"","values":null,"stage":0,"view":{"screen":0,"row":0},"rows":3,"counts":[0,0,0,0,0,0]}', '{"agent":"agent","user":"user","name":"x","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', 1772445720000000, 1772445720000000, 4, NULL, NULL);
INSERT INTO steps (campaign, seq, undone, what, author, at, edits) VALUES ('ajtzl3bpaeh5p62y', 1, 0, 'changed row 0', 'anna', 1772445720000000, X'010E0570686F6E650670686F6E6532046E616D650A66697273745F6E616D65096C6173745F6E616D6505656D61696C07636F6D70616E7902696407636F756E7472790C63616C6C696E675F636F64650874696D657A6F6E650B646F5F6E6F745F63616C6C086D6574616461746104736B69700100000901000D2B34343734303030303030303944DB8327');
INSERT INTO steps (campaign, seq, undone, what, author, at, edits) VALUES ('ajtzl3bpaeh5p62y', 2, 1, 'changed row 1', 'anna', 1772445720000000, X'010E0570686F6E650670686F6E6532046E616D650A66697273745F6E616D65096C6173745F6E616D6505656D61696C07636F6D70616E7902696407636F756E7472790C63616C6C696E675F636F64650874696D657A6F6E650B646F5F6E6F745F63616C6C086D6574616461746104736B69700101000901000D2B343437343030303030303039FDE0CFC0');
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally, chain, calls_fetched, canceller, cancelled) VALUES (1, 'lkvd6hgoadbl6jws', 'ajtzl3bpaeh5p62y', 'Spring', 0, 'text 4', 'text 2', 'text 3', 5, 3, '30c752840e02a73202244af59306968dde7370b45c9a00cb7734cde4de6f6217', 'accepted', NULL, 1, 1772445720000000, 1700000000000033, 1700000000000034, 1700000000000035, 1700000000000036, '["text 38","text 39"]', 41, 'text 42', 'text 43', 'text 44', 'text 45', 'text 46', '{"at":"2023-11-14T22:13:20.000048Z","status":"text 49","total":50,"processed":51,"succeeded":52,"failed":53,"pending":54,"rate":55.5,"started_at":"2023-11-14T22:13:20.000056Z","ended_at":"2023-11-14T22:13:20.000057Z"}', 1700000000000006, 8, 9, 11, NULL, 0, 0, NULL, 'ajtzl3bpaeh5p62y', 1772445720000000, 'ben on jump2', 1772445720000000);
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally, chain, calls_fetched, canceller, cancelled) VALUES (2, 'gxwsq6ltabpnhf5r', 'wryptgod6epgscf4', 'Summer', 0, 'https://api.example', 'agent', 'user', 5, 1, 'dc127ce4f250c16aacf2b9195683b8f44042709915a044c56a5957d37eff55fb', 'unknown', NULL, 1, 1772445720000000, 1772445720000000, 1772445720000000, NULL, NULL, NULL, 0, '', '', '', '', '', '{"status":"","total":0,"processed":0,"succeeded":0,"failed":0,"pending":0,"rate":0}', NULL, 0, 0, 0, NULL, 0, 0, NULL, 'wryptgod6epgscf4', NULL, '', NULL);
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally, chain, calls_fetched, canceller, cancelled) VALUES (3, 'fbanir7wjaf2xaoc', 'ivk6ldj335hozl4c', 'Winter', 0, 'https://api.example', 'agent', 'user', 5, 2, '0c5b40955a64b36270a9d47da556ba2a6a1c848b5b769ba6d6169460f681280c', 'accepted', NULL, 1, 1772445720000000, 1772445720000000, 1772445720000000, NULL, NULL, NULL, 0, '', 'batch_fbanir7wjaf2xaoc', '', '', '', '{"status":"","total":0,"processed":0,"succeeded":0,"failed":0,"pending":0,"rate":0}', NULL, 0, 0, 0, NULL, 0, 0, NULL, 'ivk6ldj335hozl4c', NULL, '', NULL);
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally, chain, calls_fetched, canceller, cancelled) VALUES (4, 'sjjm6ih4vci7ngqg', 'ofmex22p3hnqsnzx', 'Zones', 0, 'https://api.example', 'agent', 'user', 5, 1, 'acc012dade712c9b12dd2bf26454fb01d2b9cdf41b2aae65258d32773bfa6600', 'prepared', NULL, 0, 1772445720000000, NULL, NULL, NULL, NULL, NULL, 0, '', '', '', '', '', NULL, NULL, 0, 1, 0, NULL, 0, 0, NULL, 'ofmex22p3hnqsnzx', NULL, '', NULL);
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally, chain, calls_fetched, canceller, cancelled) VALUES (5, 'lqexnq6sjz7o3qpm', 'ofmex22p3hnqsnzx', 'Zones', 1, 'https://api.example', 'agent', 'user', 5, 2, '8c355202dc22e2d49e69f075632f59d9af17bb9df2a1b51b91bb2d1ca9ade49c', 'prepared', NULL, 0, 1772445720000000, NULL, NULL, NULL, NULL, NULL, 0, '', '', '', '', '', NULL, 1772532120000000, 3, 0, 0, NULL, 0, 1, NULL, 'ofmex22p3hnqsnzx', NULL, '', NULL);
INSERT INTO batch_lists (batch, numbers, again, rows, rung, moved, tries) VALUES (1, X'000000682B1E3A01000000682B1E3A02000000682B1E3A035892582B', X'00000000', X'000000000000000100000002F24AAA06', NULL, X'00000000', NULL);
INSERT INTO batch_lists (batch, numbers, again, rows, rung, moved, tries) VALUES (2, X'000000682B1E3A079162A8D0', X'00000000', X'0000000048674BC7', NULL, X'00000000', NULL);
INSERT INTO batch_lists (batch, numbers, again, rows, rung, moved, tries) VALUES (3, X'000000682B1E3A12000000682B1E3A13BCDE6D7A', X'00000000', X'00000000000000017E433189', NULL, X'00000000', NULL);
INSERT INTO batch_lists (batch, numbers, again, rows, rung, moved, tries) VALUES (4, X'000000682B1E3A14926C9C4B', X'00000000', X'0000000048674BC7', NULL, X'00000000', NULL);
INSERT INTO batch_lists (batch, numbers, again, rows, rung, moved, tries) VALUES (5, X'000000682B1E3A15000000682B1E3A164E4FB77C', X'00000000', X'00000001000000025502ADD1', NULL, X'00000000', NULL);
INSERT INTO calls (batch, id, status, phone, name, error, duration, at) VALUES (1, 'text 60', 'text 61', 'text 62', 'text 63', 'text 64', 65, 1700000000000066);
INSERT INTO calls (batch, id, status, phone, name, error, duration, at) VALUES (1, 'text 68', 'text 69', 'text 70', 'text 71', 'text 72', 73, 1700000000000074);
INSERT INTO do_not_call (number, since, source) VALUES (447400000005, 1772445720000000, 'optouts.csv');
INSERT INTO do_not_call (number, since, source) VALUES (447400000006, 1772445720000000, 'optouts.csv');
INSERT INTO mappings (shape, mapping, region, used) VALUES ('a shape', '[{"index":16,"header":"text 17","field":"text 18","key":"text 19","choice":20,"basis":"text 21","reason":"text 22","hidden":true,"free":true,"needed":true,"fallback":"text 26"},{"index":28,"header":"text 29","field":"text 30","key":"text 31","choice":32,"basis":"text 33","reason":"text 34","hidden":true,"free":true,"needed":true,"fallback":"text 38"}]', 'GB', 1);
INSERT INTO recent_files (path, used) VALUES ('/home/anna/leads.csv', 1);
INSERT INTO identity (one, id, written) VALUES (1, '8e611af697bcdd62a733', 36);
INSERT INTO batch_ids (batch, ids) VALUES (3, X'3E23E8160039594ACA978112CA1BBDCA000000682B1E3A13000000682B1E3A12594F5863');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('ajtzl3bpaeh5p62y', 0, '', '{"agent":"text 2","user":"text 3","name":"text 4","priority":5,"start":"2023-11-14T22:13:20.000006Z","timezone":"text 7","calls_per_second":8,"max_attempts":9,"no_answer_delay":10,"busy_delay":11,"on_call_complete":"text 12","on_batch_complete":"text 13","on_batch_failed":"text 14","tags":["text 16","text 17"]}', '{}');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('wryptgod6epgscf4', 0, '', '{"agent":"agent","user":"user","name":"x","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', '{}');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('ivk6ldj335hozl4c', 0, '', '{"agent":"agent","user":"user","name":"Winter","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', '{}');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('ofmex22p3hnqsnzx', 0, 'New York 9:00', '{"agent":"agent","user":"user","name":"x","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":1,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', '{}');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('ofmex22p3hnqsnzx', 1, 'Chicago 9:00', '{"agent":"agent","user":"user","name":"x","priority":5,"start":"2026-03-03T10:02:00Z","timezone":"UTC","calls_per_second":3,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', '{"not_before":"2026-03-02T10:02:00Z","not_after":"2026-03-02T11:02:00Z","by":"operator","close_at":"2026-03-02T12:02:00Z"}');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (1, 'ajtzl3bpaeh5p62y', 0, '{"campaign":"ajtzl3bpaeh5p62y","place":0,"at":"2026-03-02T10:02:00Z","kind":"confirmed","who":"anna","host":"vm","name":"Spring","profile":"text 3","service":"text 4","facts":{"contacts":3,"batches":[{"key":"lkvd6hgoadbl6jws","batch":1,"contacts":3,"agent":"text 2","user":"text 3","rate":8,"attempts":9,"start":"2023-11-14T22:13:20.000006Z"}],"terms":{"hours":[]},"do_not_call":{"numbers":0,"revision":0},"excluded":[]}}', 'c3a00355c6428d82a21be071a60a2b007aff44a801e454a8426897a0a6abd702');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (2, 'ajtzl3bpaeh5p62y', 1, '{"campaign":"ajtzl3bpaeh5p62y","place":1,"at":"2026-03-02T10:02:00Z","kind":"sending","who":"anna","host":"vm","name":"Spring","profile":"text 3","service":"text 4","facts":{"key":"lkvd6hgoadbl6jws","batch":1,"attempt":1,"contacts":3,"do_not_call":{"numbers":0,"revision":0}}}', '9dd5414c68c267bd37eddf7080d0a7856a91e4000b4aa8cd5e0055f2ee7c98a9');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (3, 'ajtzl3bpaeh5p62y', 2, '{"campaign":"ajtzl3bpaeh5p62y","place":2,"at":"2026-03-02T10:02:00Z","kind":"outcome","who":"anna","host":"vm","name":"Spring","profile":"text 3","service":"text 4","facts":{"key":"lkvd6hgoadbl6jws","batch":1,"state":"accepted","by":"reply","http_status":41,"batch_id":"text 43","reason":"text 45","note":"text 46"}}', '347573615a3e74d0c42fbfb74f7e75ee10109800667173fc80a61574a4399031');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (4, 'wryptgod6epgscf4', 0, '{"campaign":"wryptgod6epgscf4","place":0,"at":"2026-03-02T10:02:00Z","kind":"confirmed","who":"anna","host":"vm","name":"Summer","profile":"","service":"https://api.example","facts":{"contacts":1,"batches":[{"key":"gxwsq6ltabpnhf5r","batch":1,"contacts":1,"agent":"agent","user":"user","rate":0,"attempts":0}],"terms":{"hours":[]},"do_not_call":{"numbers":0,"revision":0},"excluded":[]}}', '21eed8b25f85cd07ec059272dd365531915782388730f358a26f245a72f70036');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (5, 'wryptgod6epgscf4', 1, '{"campaign":"wryptgod6epgscf4","place":1,"at":"2026-03-02T10:02:00Z","kind":"sending","who":"anna","host":"vm","name":"Summer","profile":"","service":"https://api.example","facts":{"key":"gxwsq6ltabpnhf5r","batch":1,"attempt":1,"contacts":1,"do_not_call":{"numbers":0,"revision":0}}}', 'c4cf0e57087f751e0210ba96fc1e57912706dee93fa1441569575568da8419f7');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (6, 'wryptgod6epgscf4', 2, '{"campaign":"wryptgod6epgscf4","place":2,"at":"2026-03-02T10:02:00Z","kind":"outcome","who":"anna","host":"vm","name":"Summer","profile":"","service":"https://api.example","facts":{"key":"gxwsq6ltabpnhf5r","batch":1,"state":"unknown","by":"no_reply"}}', '1de9c1682b478824ff01f7254018827fcb22fc7fa7b42237033b58dcc9c8384e');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (7, 'ivk6ldj335hozl4c', 0, '{"campaign":"ivk6ldj335hozl4c","place":0,"at":"2026-03-02T10:02:00Z","kind":"confirmed","who":"anna","host":"vm","name":"Winter","profile":"","service":"https://api.example","facts":{"contacts":2,"batches":[{"key":"fbanir7wjaf2xaoc","batch":1,"contacts":2,"agent":"agent","user":"user","rate":0,"attempts":0}],"terms":{"hours":[]},"do_not_call":{"numbers":0,"revision":0},"excluded":[]}}', 'c79ca4f1cee5d13ed8e27e791d7a1481749a8a7b251197c1f01d37fd0ea0ba0b');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (8, 'ivk6ldj335hozl4c', 1, '{"campaign":"ivk6ldj335hozl4c","place":1,"at":"2026-03-02T10:02:00Z","kind":"sending","who":"anna","host":"vm","name":"Winter","profile":"","service":"https://api.example","facts":{"key":"fbanir7wjaf2xaoc","batch":1,"attempt":1,"contacts":2,"do_not_call":{"numbers":0,"revision":0}}}', '0a4a6622101673c17b360d6d053586c951fff17acb28dadc541d5438e5f0ae96');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (9, 'ivk6ldj335hozl4c', 2, '{"campaign":"ivk6ldj335hozl4c","place":2,"at":"2026-03-02T10:02:00Z","kind":"outcome","who":"anna","host":"vm","name":"Winter","profile":"","service":"https://api.example","facts":{"key":"fbanir7wjaf2xaoc","batch":1,"state":"accepted","by":"no_reply","batch_id":"batch_fbanir7wjaf2xaoc"}}', '2bca7afe3af32cd984a2c2ec680f9bfd2a96e6e55b3d4c9331912169a0ca9473');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (10, 'ofmex22p3hnqsnzx', 0, '{"campaign":"ofmex22p3hnqsnzx","place":0,"at":"2026-03-02T10:02:00Z","kind":"confirmed","who":"anna","host":"vm","name":"Zones","profile":"","service":"https://api.example","facts":{"contacts":3,"batches":[{"key":"sjjm6ih4vci7ngqg","batch":1,"part":"New York 9:00","contacts":1,"agent":"agent","user":"user","rate":0,"attempts":1},{"key":"lqexnq6sjz7o3qpm","batch":2,"part":"Chicago 9:00","contacts":2,"agent":"agent","user":"user","rate":3,"attempts":0,"start":"2026-03-03T10:02:00Z","not_before":"2026-03-02T10:02:00Z","not_after":"2026-03-02T11:02:00Z","close_at":"2026-03-02T12:02:00Z","waits":"operator"}],"terms":{"hours":[]},"do_not_call":{"numbers":0,"revision":0},"excluded":[]}}', '34674b7947a29119de1bef882200b1bab596bff1117b4b1b43b3eb3f3df1cd66');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (11, 'ajtzl3bpaeh5p62y', 3, '{"campaign":"ajtzl3bpaeh5p62y","place":3,"at":"2026-03-02T10:02:00Z","kind":"cancelled","who":"anna","host":"vm","name":"Spring","profile":"text 3","service":"text 4","facts":{"key":"lkvd6hgoadbl6jws","batch":1,"batch_id":"text 43","status":"cancelled","calls":0,"by":"ben on jump2","at":"2026-03-02T10:02:00Z"}}', 'dbc49b9baee8a4a2806dd4de904802b9cd845c01829ef8462c872e00ac9d6e54');
INSERT INTO evidence_heads (campaign, entries, hash) VALUES ('wryptgod6epgscf4', 3, '1de9c1682b478824ff01f7254018827fcb22fc7fa7b42237033b58dcc9c8384e');
INSERT INTO evidence_heads (campaign, entries, hash) VALUES ('ivk6ldj335hozl4c', 3, '2bca7afe3af32cd984a2c2ec680f9bfd2a96e6e55b3d4c9331912169a0ca9473');
INSERT INTO evidence_heads (campaign, entries, hash) VALUES ('ofmex22p3hnqsnzx', 1, '34674b7947a29119de1bef882200b1bab596bff1117b4b1b43b3eb3f3df1cd66');
INSERT INTO evidence_heads (campaign, entries, hash) VALUES ('ajtzl3bpaeh5p62y', 4, 'dbc49b9baee8a4a2806dd4de904802b9cd845c01829ef8462c872e00ac9d6e54');
INSERT INTO do_not_call_revision (one, revision, numbers, hash) VALUES (1, 1, 2, NULL);
INSERT INTO call_details (batch, id, contact, over, measured, tries, fetched, said) VALUES (1, 'text 60', 'contact_1', 1, 1, 2, 1772445720000000, X'848EB14A443110457BBF22DC3ABBC42758A4B1565044C442D9625C0777F02581CC047D2CF9333B7F4CB28ADAD9CE9C3973F6B056B3223EEC51CBCC88205551A36CF0307E33449CABB39DA823F75CCA9333497C060F1ABB294CA7AB70B20AD3ED7188618A21DCA3FB1F5D53AEBFA60BF22E937DBCD759B6BB35FAC6435B4A541744DC70E6577592DD252D6B7824B62ADBAFBC2B4AC327D9F8D07647731B833A8E0E1FBF89175EAE8B64D33F10FD073CA26FFAD167000000FFFFAEF5FA45');
INSERT INTO team (one, id, name, member, database, written, system, timeline, epoch, joined, recovered, gone) VALUES (1, 'text 2', 'text 3', 'text 4', 'text 5', 6, 'text 8', 9, 10, 1700000000000011, NULL, NULL);
INSERT INTO team_lost (campaign, member, login, host, at) VALUES ('text 2', 'text 4', 'text 5', 'text 6', 1700000000000010);
INSERT INTO team_do_not_call (number) VALUES (447400000005);
INSERT INTO team_do_not_call (number) VALUES (447400000006);
INSERT INTO team_members (id, login, host, joined, seen) VALUES ('text 14', 'text 15', 'text 16', 1700000000000017, 1700000000000018);
INSERT INTO team_members (id, login, host, joined, seen) VALUES ('text 21', 'text 22', 'text 23', 1700000000000024, 1700000000000025);
PRAGMA user_version = 9;
PRAGMA application_id = 1129539700;
