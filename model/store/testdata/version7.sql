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
, starts       INTEGER, rate         INTEGER NOT NULL DEFAULT 0, max_attempts INTEGER NOT NULL DEFAULT 0, retry_delay  INTEGER NOT NULL DEFAULT 0, ended        INTEGER, calls_known  INTEGER NOT NULL DEFAULT 0, segment INTEGER NOT NULL DEFAULT 0, tally   TEXT, chain TEXT NOT NULL DEFAULT '', calls_fetched INTEGER) STRICT;
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
INSERT INTO row_sets (id, holder, header, rows, parts) VALUES (1, 'glpx3o572rzo3dyd', '["Name","Phone"]', 3, 1);
INSERT INTO row_sets (id, holder, header, rows, parts) VALUES (2, 'glpx3o572rzo3dyd', '["Name","Phone"]', 1, 1);
INSERT INTO row_sets (id, holder, header, rows, parts) VALUES (3, 'glpx3o572rzo3dyd', '["Dialgen contact id","Phone"]', 2, 1);
INSERT INTO row_sets (id, holder, header, rows, parts) VALUES (4, 'glpx3o572rzo3dyd', '["Name","Phone"]', 3, 1);
INSERT INTO row_parts (row_set, part, data) VALUES (1, 0, X'010302020302040240506572736F6E2030682B34343734303030303030303140506572736F6E2031682B34343734303030303030303240506572736F6E2032682B343437343030303030303033D0B46A74');
INSERT INTO row_parts (row_set, part, data) VALUES (2, 0, X'0101020240506572736F6E2030682B34343734303030303030303715115602');
INSERT INTO row_parts (row_set, part, data) VALUES (3, 0, X'0102020203020861682B3434373430303030303031380862682B343437343030303030303139DC5652CF');
INSERT INTO row_parts (row_set, part, data) VALUES (4, 0, X'010302020302040240506572736F6E2030682B34343734303030303030323040506572736F6E2031682B34343734303030303030323140506572736F6E2032682B343437343030303030303232E5954294');
INSERT INTO campaigns (id, name, draft, options, changed, confirmed, row_set, holder, held) VALUES ('5to3a6oaqcapvcfn', 'Spring', '{"name":"Spring","profile":"text 3","service":"text 4","origin":{"path":"text 6","format":"text 7","encoding":"text 8","delimiter":"text 9","sheet":"text 10","header_row":11,"size":12,"digest":"text 13"},"mapping":[{"index":16,"header":"text 17","field":"text 18","key":"text 19","choice":20,"basis":"text 21","reason":"text 22","hidden":true,"free":true,"needed":true,"fallback":"text 26"},{"index":28,"header":"text 29","field":"text 30","key":"text 31","choice":32,"basis":"text 33","reason":"text 34","hidden":true,"free":true,"needed":true,"fallback":"text 38"}],"region":"text 39","region_from":"text 83","values":{"text 41":"text 42"},"stage":5,"view":{"screen":2,"home":true,"row":47,"show":"text 48","find":"text 49","pane":"text 50","cause":{"State":52,"Problem":53,"Warning":54,"Out":55,"Fix":56,"Part":57,"Region":"text 58","Needed":"text 59","Unsure":true,"Campaign":"text 61","ByID":"text 62"},"region":"text 63","types":64,"sort":"text 65","columns":[{"name":"text 68","shown":true,"width":70},{"name":"text 72","shown":true,"width":74}]},"rows":75,"counts":[77,78,79,80,81,82],"taken_over":true}', '{"agent":"text 2","user":"text 3","name":"text 4","priority":5,"start":"2023-11-14T22:13:20.000006Z","timezone":"text 7","calls_per_second":8,"max_attempts":9,"no_answer_delay":10,"busy_delay":11,"on_call_complete":"text 12","on_batch_complete":"text 13","on_batch_failed":"text 14","tags":["text 16","text 17"]}', 1772445720000000, 1772445720000000, 1, NULL, NULL);
INSERT INTO campaigns (id, name, draft, options, changed, confirmed, row_set, holder, held) VALUES ('4gc64ncdz5yftfsh', 'Summer', '{"name":"Summer","profile":"","service":"https://api.example","origin":{"path":"","format":"","encoding":"","delimiter":"","sheet":"","header_row":0},"mapping":null,"region":"","region_from":"","values":null,"stage":0,"view":{"screen":0,"row":0},"rows":1,"counts":[0,0,0,0,0,0]}', '{"agent":"agent","user":"user","name":"x","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', 1772445720000000, 1772445720000000, 2, NULL, NULL);
INSERT INTO campaigns (id, name, draft, options, changed, confirmed, row_set, holder, held) VALUES ('76gikrdu5tmj6lxk', 'Winter', '{"name":"Winter","profile":"","service":"https://api.example","origin":{"path":"","format":"","encoding":"","delimiter":"","sheet":"","header_row":0},"mapping":null,"region":"","region_from":"","values":null,"stage":0,"view":{"screen":0,"row":0},"rows":2,"counts":[0,0,0,0,0,0]}', '{"agent":"agent","user":"user","name":"Winter","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', 1772445720000000, 1772445720000000, 3, NULL, NULL);
INSERT INTO campaigns (id, name, draft, options, changed, confirmed, row_set, holder, held) VALUES ('nytrtleionbfbhtp', 'Zones', '{"name":"Zones","profile":"","service":"https://api.example","origin":{"path":"","format":"","encoding":"","delimiter":"","sheet":"","header_row":0},"mapping":null,"region":"","region_from":"","values":null,"stage":0,"view":{"screen":0,"row":0},"rows":3,"counts":[0,0,0,0,0,0]}', '{"agent":"agent","user":"user","name":"x","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', 1772445720000000, 1772445720000000, 4, NULL, NULL);
INSERT INTO steps (campaign, seq, undone, what, author, at, edits) VALUES ('5to3a6oaqcapvcfn', 1, 0, 'changed row 0', 'anna', 1772445720000000, X'010E0570686F6E650670686F6E6532046E616D650A66697273745F6E616D65096C6173745F6E616D6505656D61696C07636F6D70616E7902696407636F756E7472790C63616C6C696E675F636F64650874696D657A6F6E650B646F5F6E6F745F63616C6C086D6574616461746104736B69700100000901000D2B34343734303030303030303944DB8327');
INSERT INTO steps (campaign, seq, undone, what, author, at, edits) VALUES ('5to3a6oaqcapvcfn', 2, 1, 'changed row 1', 'anna', 1772445720000000, X'010E0570686F6E650670686F6E6532046E616D650A66697273745F6E616D65096C6173745F6E616D6505656D61696C07636F6D70616E7902696407636F756E7472790C63616C6C696E675F636F64650874696D657A6F6E650B646F5F6E6F745F63616C6C086D6574616461746104736B69700101000901000D2B343437343030303030303039FDE0CFC0');
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally, chain, calls_fetched) VALUES (1, 'itdytssyqvpr4ih2', '5to3a6oaqcapvcfn', 'Spring', 0, 'text 4', 'text 2', 'text 3', 5, 3, '30c752840e02a73202244af59306968dde7370b45c9a00cb7734cde4de6f6217', 'accepted', NULL, 1, 1772445720000000, 1700000000000031, 1700000000000032, 1700000000000033, 1700000000000034, '["text 36","text 37"]', 39, 'text 40', 'text 41', 'text 42', 'text 43', 'text 44', '{"at":"2023-11-14T22:13:20.000046Z","status":"text 47","total":48,"processed":49,"succeeded":50,"failed":51,"pending":52,"rate":53.5,"started_at":"2023-11-14T22:13:20.000054Z","ended_at":"2023-11-14T22:13:20.000055Z"}', 1700000000000006, 8, 9, 11, NULL, 0, 0, NULL, '5to3a6oaqcapvcfn', 1772445720000000);
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally, chain, calls_fetched) VALUES (2, 'vgpoy4olkx4vwnb7', '4gc64ncdz5yftfsh', 'Summer', 0, 'https://api.example', 'agent', 'user', 5, 1, 'dc127ce4f250c16aacf2b9195683b8f44042709915a044c56a5957d37eff55fb', 'unknown', NULL, 1, 1772445720000000, 1772445720000000, 1772445720000000, NULL, NULL, NULL, 0, '', '', '', '', '', '{"status":"","total":0,"processed":0,"succeeded":0,"failed":0,"pending":0,"rate":0}', NULL, 0, 0, 0, NULL, 0, 0, NULL, '4gc64ncdz5yftfsh', NULL);
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally, chain, calls_fetched) VALUES (3, 's2vpkia7hxf4qf7j', '76gikrdu5tmj6lxk', 'Winter', 0, 'https://api.example', 'agent', 'user', 5, 2, '0c5b40955a64b36270a9d47da556ba2a6a1c848b5b769ba6d6169460f681280c', 'accepted', NULL, 1, 1772445720000000, 1772445720000000, 1772445720000000, NULL, NULL, NULL, 0, '', 'batch_s2vpkia7hxf4qf7j', '', '', '', '{"status":"","total":0,"processed":0,"succeeded":0,"failed":0,"pending":0,"rate":0}', NULL, 0, 0, 0, NULL, 0, 0, NULL, '76gikrdu5tmj6lxk', NULL);
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally, chain, calls_fetched) VALUES (4, 'cvcbxzbcmmcbgums', 'nytrtleionbfbhtp', 'Zones', 0, 'https://api.example', 'agent', 'user', 5, 1, 'acc012dade712c9b12dd2bf26454fb01d2b9cdf41b2aae65258d32773bfa6600', 'prepared', NULL, 0, 1772445720000000, NULL, NULL, NULL, NULL, NULL, 0, '', '', '', '', '', NULL, NULL, 0, 1, 0, NULL, 0, 0, NULL, 'nytrtleionbfbhtp', NULL);
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally, chain, calls_fetched) VALUES (5, '4io5oetrxl47w6cy', 'nytrtleionbfbhtp', 'Zones', 1, 'https://api.example', 'agent', 'user', 5, 2, '8c355202dc22e2d49e69f075632f59d9af17bb9df2a1b51b91bb2d1ca9ade49c', 'prepared', NULL, 0, 1772445720000000, NULL, NULL, NULL, NULL, NULL, 0, '', '', '', '', '', NULL, 1772532120000000, 3, 0, 0, NULL, 0, 1, NULL, 'nytrtleionbfbhtp', NULL);
INSERT INTO batch_lists (batch, numbers, again, rows, rung, moved, tries) VALUES (1, X'000000682B1E3A01000000682B1E3A02000000682B1E3A035892582B', X'00000000', X'000000000000000100000002F24AAA06', NULL, X'00000000', NULL);
INSERT INTO batch_lists (batch, numbers, again, rows, rung, moved, tries) VALUES (2, X'000000682B1E3A079162A8D0', X'00000000', X'0000000048674BC7', NULL, X'00000000', NULL);
INSERT INTO batch_lists (batch, numbers, again, rows, rung, moved, tries) VALUES (3, X'000000682B1E3A12000000682B1E3A13BCDE6D7A', X'00000000', X'00000000000000017E433189', NULL, X'00000000', NULL);
INSERT INTO batch_lists (batch, numbers, again, rows, rung, moved, tries) VALUES (4, X'000000682B1E3A14926C9C4B', X'00000000', X'0000000048674BC7', NULL, X'00000000', NULL);
INSERT INTO batch_lists (batch, numbers, again, rows, rung, moved, tries) VALUES (5, X'000000682B1E3A15000000682B1E3A164E4FB77C', X'00000000', X'00000001000000025502ADD1', NULL, X'00000000', NULL);
INSERT INTO calls (batch, id, status, phone, name, error, duration, at) VALUES (1, 'text 58', 'text 59', 'text 60', 'text 61', 'text 62', 63, 1700000000000064);
INSERT INTO calls (batch, id, status, phone, name, error, duration, at) VALUES (1, 'text 66', 'text 67', 'text 68', 'text 69', 'text 70', 71, 1700000000000072);
INSERT INTO do_not_call (number, since, source) VALUES (447400000005, 1772445720000000, 'optouts.csv');
INSERT INTO do_not_call (number, since, source) VALUES (447400000006, 1772445720000000, 'optouts.csv');
INSERT INTO mappings (shape, mapping, region, used) VALUES ('a shape', '[{"index":16,"header":"text 17","field":"text 18","key":"text 19","choice":20,"basis":"text 21","reason":"text 22","hidden":true,"free":true,"needed":true,"fallback":"text 26"},{"index":28,"header":"text 29","field":"text 30","key":"text 31","choice":32,"basis":"text 33","reason":"text 34","hidden":true,"free":true,"needed":true,"fallback":"text 38"}]', 'GB', 1);
INSERT INTO recent_files (path, used) VALUES ('/home/anna/leads.csv', 1);
INSERT INTO identity (one, id, written) VALUES (1, 'bd3b5d003c68c7cd99ae', 33);
INSERT INTO batch_ids (batch, ids) VALUES (3, X'3E23E8160039594ACA978112CA1BBDCA000000682B1E3A13000000682B1E3A12594F5863');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('5to3a6oaqcapvcfn', 0, '', '{"agent":"text 2","user":"text 3","name":"text 4","priority":5,"start":"2023-11-14T22:13:20.000006Z","timezone":"text 7","calls_per_second":8,"max_attempts":9,"no_answer_delay":10,"busy_delay":11,"on_call_complete":"text 12","on_batch_complete":"text 13","on_batch_failed":"text 14","tags":["text 16","text 17"]}', '{}');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('4gc64ncdz5yftfsh', 0, '', '{"agent":"agent","user":"user","name":"x","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', '{}');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('76gikrdu5tmj6lxk', 0, '', '{"agent":"agent","user":"user","name":"Winter","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', '{}');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('nytrtleionbfbhtp', 0, 'New York 9:00', '{"agent":"agent","user":"user","name":"x","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":1,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', '{}');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('nytrtleionbfbhtp', 1, 'Chicago 9:00', '{"agent":"agent","user":"user","name":"x","priority":5,"start":"2026-03-03T10:02:00Z","timezone":"UTC","calls_per_second":3,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', '{"not_before":"2026-03-02T10:02:00Z","not_after":"2026-03-02T11:02:00Z","by":"operator","close_at":"2026-03-02T12:02:00Z"}');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (1, '5to3a6oaqcapvcfn', 0, '{"campaign":"5to3a6oaqcapvcfn","place":0,"at":"2026-03-02T10:02:00Z","kind":"confirmed","who":"anna","host":"vm","name":"Spring","profile":"text 3","service":"text 4","facts":{"contacts":3,"batches":[{"key":"itdytssyqvpr4ih2","batch":1,"contacts":3,"agent":"text 2","user":"text 3","rate":8,"attempts":9,"start":"2023-11-14T22:13:20.000006Z"}],"terms":{"hours":[]},"do_not_call":{"numbers":0,"revision":0},"excluded":[]}}', '071276e9e212aba0481e9d843f324e3002af5e2956e8d86117888c056ba8059b');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (2, '5to3a6oaqcapvcfn', 1, '{"campaign":"5to3a6oaqcapvcfn","place":1,"at":"2026-03-02T10:02:00Z","kind":"sending","who":"anna","host":"vm","name":"Spring","profile":"text 3","service":"text 4","facts":{"key":"itdytssyqvpr4ih2","batch":1,"attempt":1,"contacts":3,"do_not_call":{"numbers":0,"revision":0}}}', 'f88f3b4aa59dc3d7d0c0362823b085027f20710f219feb32be164987ccd419e0');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (3, '5to3a6oaqcapvcfn', 2, '{"campaign":"5to3a6oaqcapvcfn","place":2,"at":"2026-03-02T10:02:00Z","kind":"outcome","who":"anna","host":"vm","name":"Spring","profile":"text 3","service":"text 4","facts":{"key":"itdytssyqvpr4ih2","batch":1,"state":"accepted","by":"reply","http_status":39,"batch_id":"text 41","reason":"text 43","note":"text 44"}}', '552b6254330dc803e1d14043992101905828a631ab2a97831d31bd26b89e8d71');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (4, '4gc64ncdz5yftfsh', 0, '{"campaign":"4gc64ncdz5yftfsh","place":0,"at":"2026-03-02T10:02:00Z","kind":"confirmed","who":"anna","host":"vm","name":"Summer","profile":"","service":"https://api.example","facts":{"contacts":1,"batches":[{"key":"vgpoy4olkx4vwnb7","batch":1,"contacts":1,"agent":"agent","user":"user","rate":0,"attempts":0}],"terms":{"hours":[]},"do_not_call":{"numbers":0,"revision":0},"excluded":[]}}', 'a2f4182aad733005ad8b9671519fb42cbabd6898e579dbdf5fe039fe646688f3');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (5, '4gc64ncdz5yftfsh', 1, '{"campaign":"4gc64ncdz5yftfsh","place":1,"at":"2026-03-02T10:02:00Z","kind":"sending","who":"anna","host":"vm","name":"Summer","profile":"","service":"https://api.example","facts":{"key":"vgpoy4olkx4vwnb7","batch":1,"attempt":1,"contacts":1,"do_not_call":{"numbers":0,"revision":0}}}', '6127e530f4f250450d33d5fc7933fec384ccf06451b0616cb730fe9307cd5c63');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (6, '4gc64ncdz5yftfsh', 2, '{"campaign":"4gc64ncdz5yftfsh","place":2,"at":"2026-03-02T10:02:00Z","kind":"outcome","who":"anna","host":"vm","name":"Summer","profile":"","service":"https://api.example","facts":{"key":"vgpoy4olkx4vwnb7","batch":1,"state":"unknown","by":"no_reply"}}', '040b0b4df30e29ca0bc1487b41a0df37471ea72fbfe2d8eb4a5b57a710996cfd');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (7, '76gikrdu5tmj6lxk', 0, '{"campaign":"76gikrdu5tmj6lxk","place":0,"at":"2026-03-02T10:02:00Z","kind":"confirmed","who":"anna","host":"vm","name":"Winter","profile":"","service":"https://api.example","facts":{"contacts":2,"batches":[{"key":"s2vpkia7hxf4qf7j","batch":1,"contacts":2,"agent":"agent","user":"user","rate":0,"attempts":0}],"terms":{"hours":[]},"do_not_call":{"numbers":0,"revision":0},"excluded":[]}}', '30e2c3b6d572a93c822bd8a77a7734ae4dfe5e2fbfa40a7c6b549b3aedba090a');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (8, '76gikrdu5tmj6lxk', 1, '{"campaign":"76gikrdu5tmj6lxk","place":1,"at":"2026-03-02T10:02:00Z","kind":"sending","who":"anna","host":"vm","name":"Winter","profile":"","service":"https://api.example","facts":{"key":"s2vpkia7hxf4qf7j","batch":1,"attempt":1,"contacts":2,"do_not_call":{"numbers":0,"revision":0}}}', '244f36f27234684cf7b779f2c915f59d6f35af5ffa20d4e1cdb5a7f62f75dfcc');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (9, '76gikrdu5tmj6lxk', 2, '{"campaign":"76gikrdu5tmj6lxk","place":2,"at":"2026-03-02T10:02:00Z","kind":"outcome","who":"anna","host":"vm","name":"Winter","profile":"","service":"https://api.example","facts":{"key":"s2vpkia7hxf4qf7j","batch":1,"state":"accepted","by":"no_reply","batch_id":"batch_s2vpkia7hxf4qf7j"}}', '64cb7415f7df5b51258465fb6831f73867222927ab35deacd7667ca98d737fe6');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (10, 'nytrtleionbfbhtp', 0, '{"campaign":"nytrtleionbfbhtp","place":0,"at":"2026-03-02T10:02:00Z","kind":"confirmed","who":"anna","host":"vm","name":"Zones","profile":"","service":"https://api.example","facts":{"contacts":3,"batches":[{"key":"cvcbxzbcmmcbgums","batch":1,"part":"New York 9:00","contacts":1,"agent":"agent","user":"user","rate":0,"attempts":1},{"key":"4io5oetrxl47w6cy","batch":2,"part":"Chicago 9:00","contacts":2,"agent":"agent","user":"user","rate":3,"attempts":0,"start":"2026-03-03T10:02:00Z","not_before":"2026-03-02T10:02:00Z","not_after":"2026-03-02T11:02:00Z","close_at":"2026-03-02T12:02:00Z","waits":"operator"}],"terms":{"hours":[]},"do_not_call":{"numbers":0,"revision":0},"excluded":[]}}', 'ac89c6f5439cbba26797a2d4b6241e2c5715cc824bcd08258f88fbb03175d32c');
INSERT INTO evidence_heads (campaign, entries, hash) VALUES ('5to3a6oaqcapvcfn', 3, '552b6254330dc803e1d14043992101905828a631ab2a97831d31bd26b89e8d71');
INSERT INTO evidence_heads (campaign, entries, hash) VALUES ('4gc64ncdz5yftfsh', 3, '040b0b4df30e29ca0bc1487b41a0df37471ea72fbfe2d8eb4a5b57a710996cfd');
INSERT INTO evidence_heads (campaign, entries, hash) VALUES ('76gikrdu5tmj6lxk', 3, '64cb7415f7df5b51258465fb6831f73867222927ab35deacd7667ca98d737fe6');
INSERT INTO evidence_heads (campaign, entries, hash) VALUES ('nytrtleionbfbhtp', 1, 'ac89c6f5439cbba26797a2d4b6241e2c5715cc824bcd08258f88fbb03175d32c');
INSERT INTO do_not_call_revision (one, revision, numbers, hash) VALUES (1, 1, 2, NULL);
INSERT INTO call_details (batch, id, contact, over, measured, tries, fetched, said) VALUES (1, 'text 58', 'contact_1', 1, 1, 2, 1772445720000000, X'848EB14A443110457BBF22DC3ABBC42758A4B1565044C442D9625C0777F02581CC047D2CF9333B7F4CB28ADAD9CE9C3973F6B056B3223EEC51CBCC88205551A36CF0307E33449CABB39DA823F75CCA9333497C060F1ABB294CA7AB70B20AD3ED7188618A21DCA3FB1F5D53AEBFA60BF22E937DBCD759B6BB35FAC6435B4A541744DC70E6577592DD252D6B7824B62ADBAFBC2B4AC327D9F8D07647731B833A8E0E1FBF89175EAE8B64D33F10FD073CA26FFAD167000000FFFFAEF5FA45');
PRAGMA user_version = 7;
PRAGMA application_id = 1129539700;
