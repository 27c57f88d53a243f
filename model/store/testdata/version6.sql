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
, starts       INTEGER, rate         INTEGER NOT NULL DEFAULT 0, max_attempts INTEGER NOT NULL DEFAULT 0, retry_delay  INTEGER NOT NULL DEFAULT 0, ended        INTEGER, calls_known  INTEGER NOT NULL DEFAULT 0, segment INTEGER NOT NULL DEFAULT 0, tally   TEXT, chain TEXT NOT NULL DEFAULT '') STRICT;
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
INSERT INTO row_sets (id, holder, header, rows, parts) VALUES (1, 'wp6irl6sb2ywwk7l', '["Name","Phone"]', 3, 1);
INSERT INTO row_sets (id, holder, header, rows, parts) VALUES (2, 'wp6irl6sb2ywwk7l', '["Name","Phone"]', 1, 1);
INSERT INTO row_sets (id, holder, header, rows, parts) VALUES (3, 'wp6irl6sb2ywwk7l', '["Dialgen contact id","Phone"]', 2, 1);
INSERT INTO row_sets (id, holder, header, rows, parts) VALUES (4, 'wp6irl6sb2ywwk7l', '["Name","Phone"]', 3, 1);
INSERT INTO row_parts (row_set, part, data) VALUES (1, 0, X'010302020302040240506572736F6E2030682B34343734303030303030303140506572736F6E2031682B34343734303030303030303240506572736F6E2032682B343437343030303030303033D0B46A74');
INSERT INTO row_parts (row_set, part, data) VALUES (2, 0, X'0101020240506572736F6E2030682B34343734303030303030303715115602');
INSERT INTO row_parts (row_set, part, data) VALUES (3, 0, X'0102020203020861682B3434373430303030303031380862682B343437343030303030303139DC5652CF');
INSERT INTO row_parts (row_set, part, data) VALUES (4, 0, X'010302020302040240506572736F6E2030682B34343734303030303030323040506572736F6E2031682B34343734303030303030323140506572736F6E2032682B343437343030303030303232E5954294');
INSERT INTO campaigns (id, name, draft, options, changed, confirmed, row_set, holder, held) VALUES ('tozl72c5ljv6cfi7', 'Spring', '{"name":"Spring","profile":"text 3","service":"text 4","origin":{"path":"text 6","format":"text 7","encoding":"text 8","delimiter":"text 9","sheet":"text 10","header_row":11,"size":12,"digest":"text 13"},"mapping":[{"index":16,"header":"text 17","field":"text 18","key":"text 19","choice":20,"basis":"text 21","reason":"text 22","hidden":true,"free":true,"needed":true,"fallback":"text 26"},{"index":28,"header":"text 29","field":"text 30","key":"text 31","choice":32,"basis":"text 33","reason":"text 34","hidden":true,"free":true,"needed":true,"fallback":"text 38"}],"region":"text 39","region_from":"text 83","values":{"text 41":"text 42"},"stage":5,"view":{"screen":2,"home":true,"row":47,"show":"text 48","find":"text 49","pane":"text 50","cause":{"State":52,"Problem":53,"Warning":54,"Out":55,"Fix":56,"Part":57,"Region":"text 58","Needed":"text 59","Unsure":true,"Campaign":"text 61","ByID":"text 62"},"region":"text 63","types":64,"sort":"text 65","columns":[{"name":"text 68","shown":true,"width":70},{"name":"text 72","shown":true,"width":74}]},"rows":75,"counts":[77,78,79,80,81,82],"taken_over":true}', '{"agent":"text 2","user":"text 3","name":"text 4","priority":5,"start":"2023-11-14T22:13:20.000006Z","timezone":"text 7","calls_per_second":8,"max_attempts":9,"no_answer_delay":10,"busy_delay":11,"on_call_complete":"text 12","on_batch_complete":"text 13","on_batch_failed":"text 14","tags":["text 16","text 17"]}', 1772445720000000, 1772445720000000, 1, NULL, NULL);
INSERT INTO campaigns (id, name, draft, options, changed, confirmed, row_set, holder, held) VALUES ('jmrzugjkypeu45yq', 'Summer', '{"name":"Summer","profile":"","service":"https://api.example","origin":{"path":"","format":"","encoding":"","delimiter":"","sheet":"","header_row":0},"mapping":null,"region":"","region_from":"","values":null,"stage":0,"view":{"screen":0,"row":0},"rows":1,"counts":[0,0,0,0,0,0]}', '{"agent":"agent","user":"user","name":"x","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', 1772445720000000, 1772445720000000, 2, NULL, NULL);
INSERT INTO campaigns (id, name, draft, options, changed, confirmed, row_set, holder, held) VALUES ('rfkrbyyfwptk6qzb', 'Winter', '{"name":"Winter","profile":"","service":"https://api.example","origin":{"path":"","format":"","encoding":"","delimiter":"","sheet":"","header_row":0},"mapping":null,"region":"","region_from":"","values":null,"stage":0,"view":{"screen":0,"row":0},"rows":2,"counts":[0,0,0,0,0,0]}', '{"agent":"agent","user":"user","name":"Winter","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', 1772445720000000, 1772445720000000, 3, NULL, NULL);
INSERT INTO campaigns (id, name, draft, options, changed, confirmed, row_set, holder, held) VALUES ('3zie3cgp5ekmltp2', 'Zones', '{"name":"Zones","profile":"","service":"https://api.example","origin":{"path":"","format":"","encoding":"","delimiter":"","sheet":"","header_row":0},"mapping":null,"region":"","region_from":"","values":null,"stage":0,"view":{"screen":0,"row":0},"rows":3,"counts":[0,0,0,0,0,0]}', '{"agent":"agent","user":"user","name":"x","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', 1772445720000000, 1772445720000000, 4, NULL, NULL);
INSERT INTO steps (campaign, seq, undone, what, author, at, edits) VALUES ('tozl72c5ljv6cfi7', 1, 0, 'changed row 0', 'anna', 1772445720000000, X'010E0570686F6E650670686F6E6532046E616D650A66697273745F6E616D65096C6173745F6E616D6505656D61696C07636F6D70616E7902696407636F756E7472790C63616C6C696E675F636F64650874696D657A6F6E650B646F5F6E6F745F63616C6C086D6574616461746104736B69700100000901000D2B34343734303030303030303944DB8327');
INSERT INTO steps (campaign, seq, undone, what, author, at, edits) VALUES ('tozl72c5ljv6cfi7', 2, 1, 'changed row 1', 'anna', 1772445720000000, X'010E0570686F6E650670686F6E6532046E616D650A66697273745F6E616D65096C6173745F6E616D6505656D61696C07636F6D70616E7902696407636F756E7472790C63616C6C696E675F636F64650874696D657A6F6E650B646F5F6E6F745F63616C6C086D6574616461746104736B69700101000901000D2B343437343030303030303039FDE0CFC0');
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally, chain) VALUES (1, 'r5ydtuxfqx2vbbih', 'tozl72c5ljv6cfi7', 'Spring', 0, 'text 4', 'text 2', 'text 3', 5, 3, '30c752840e02a73202244af59306968dde7370b45c9a00cb7734cde4de6f6217', 'accepted', NULL, 1, 1772445720000000, 1700000000000031, 1700000000000032, 1700000000000033, 1700000000000034, '["text 36","text 37"]', 39, 'text 40', 'text 41', 'text 42', 'text 43', 'text 44', '{"at":"2023-11-14T22:13:20.000046Z","status":"text 47","total":48,"processed":49,"succeeded":50,"failed":51,"pending":52,"rate":53.5,"started_at":"2023-11-14T22:13:20.000054Z","ended_at":"2023-11-14T22:13:20.000055Z"}', 1700000000000006, 8, 9, 11, NULL, 0, 0, NULL, 'tozl72c5ljv6cfi7');
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally, chain) VALUES (2, 'ppq6rlzfdpyvrue4', 'jmrzugjkypeu45yq', 'Summer', 0, 'https://api.example', 'agent', 'user', 5, 1, 'dc127ce4f250c16aacf2b9195683b8f44042709915a044c56a5957d37eff55fb', 'unknown', NULL, 1, 1772445720000000, 1772445720000000, 1772445720000000, NULL, NULL, NULL, 0, '', '', '', '', '', '{"status":"","total":0,"processed":0,"succeeded":0,"failed":0,"pending":0,"rate":0}', NULL, 0, 0, 0, NULL, 0, 0, NULL, 'jmrzugjkypeu45yq');
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally, chain) VALUES (3, 'mos7gc5aowu4noo7', 'rfkrbyyfwptk6qzb', 'Winter', 0, 'https://api.example', 'agent', 'user', 5, 2, '0c5b40955a64b36270a9d47da556ba2a6a1c848b5b769ba6d6169460f681280c', 'accepted', NULL, 1, 1772445720000000, 1772445720000000, 1772445720000000, NULL, NULL, NULL, 0, '', 'batch_mos7gc5aowu4noo7', '', '', '', '{"status":"","total":0,"processed":0,"succeeded":0,"failed":0,"pending":0,"rate":0}', NULL, 0, 0, 0, NULL, 0, 0, NULL, 'rfkrbyyfwptk6qzb');
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally, chain) VALUES (4, 'zhrz66mt5ashkywn', '3zie3cgp5ekmltp2', 'Zones', 0, 'https://api.example', 'agent', 'user', 5, 1, 'acc012dade712c9b12dd2bf26454fb01d2b9cdf41b2aae65258d32773bfa6600', 'prepared', NULL, 0, 1772445720000000, NULL, NULL, NULL, NULL, NULL, 0, '', '', '', '', '', NULL, NULL, 0, 1, 0, NULL, 0, 0, NULL, '3zie3cgp5ekmltp2');
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally, chain) VALUES (5, 'kxcdzdj4yborvpo5', '3zie3cgp5ekmltp2', 'Zones', 1, 'https://api.example', 'agent', 'user', 5, 2, '8c355202dc22e2d49e69f075632f59d9af17bb9df2a1b51b91bb2d1ca9ade49c', 'prepared', NULL, 0, 1772445720000000, NULL, NULL, NULL, NULL, NULL, 0, '', '', '', '', '', NULL, 1772532120000000, 3, 0, 0, NULL, 0, 1, NULL, '3zie3cgp5ekmltp2');
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
INSERT INTO identity (one, id, written) VALUES (1, '2ef410b2fe9654d3ea7f', 32);
INSERT INTO batch_ids (batch, ids) VALUES (3, X'3E23E8160039594ACA978112CA1BBDCA000000682B1E3A13000000682B1E3A12594F5863');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('tozl72c5ljv6cfi7', 0, '', '{"agent":"text 2","user":"text 3","name":"text 4","priority":5,"start":"2023-11-14T22:13:20.000006Z","timezone":"text 7","calls_per_second":8,"max_attempts":9,"no_answer_delay":10,"busy_delay":11,"on_call_complete":"text 12","on_batch_complete":"text 13","on_batch_failed":"text 14","tags":["text 16","text 17"]}', '{}');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('jmrzugjkypeu45yq', 0, '', '{"agent":"agent","user":"user","name":"x","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', '{}');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('rfkrbyyfwptk6qzb', 0, '', '{"agent":"agent","user":"user","name":"Winter","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', '{}');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('3zie3cgp5ekmltp2', 0, 'New York 9:00', '{"agent":"agent","user":"user","name":"x","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":1,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', '{}');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('3zie3cgp5ekmltp2', 1, 'Chicago 9:00', '{"agent":"agent","user":"user","name":"x","priority":5,"start":"2026-03-03T10:02:00Z","timezone":"UTC","calls_per_second":3,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', '{"not_before":"2026-03-02T10:02:00Z","not_after":"2026-03-02T11:02:00Z","by":"operator","close_at":"2026-03-02T12:02:00Z"}');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (1, 'tozl72c5ljv6cfi7', 0, '{"campaign":"tozl72c5ljv6cfi7","place":0,"at":"2026-03-02T10:02:00Z","kind":"confirmed","who":"anna","host":"vm","name":"Spring","profile":"text 3","service":"text 4","facts":{"contacts":3,"batches":[{"key":"r5ydtuxfqx2vbbih","batch":1,"contacts":3,"agent":"text 2","user":"text 3","rate":8,"attempts":9,"start":"2023-11-14T22:13:20.000006Z"}],"terms":{"hours":[]},"do_not_call":{"numbers":0,"revision":0},"excluded":[]}}', '0541eac4f5e04939e33ad0db70b75e8e39f4d391be50c8b76b7dd2f72f174718');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (2, 'tozl72c5ljv6cfi7', 1, '{"campaign":"tozl72c5ljv6cfi7","place":1,"at":"2026-03-02T10:02:00Z","kind":"sending","who":"anna","host":"vm","name":"Spring","profile":"text 3","service":"text 4","facts":{"key":"r5ydtuxfqx2vbbih","batch":1,"attempt":1,"contacts":3,"do_not_call":{"numbers":0,"revision":0}}}', '1e11352c22d89a42696b58ae9f665a8d6d0c1c39fd1ec35998f30a5bd3f7c617');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (3, 'tozl72c5ljv6cfi7', 2, '{"campaign":"tozl72c5ljv6cfi7","place":2,"at":"2026-03-02T10:02:00Z","kind":"outcome","who":"anna","host":"vm","name":"Spring","profile":"text 3","service":"text 4","facts":{"key":"r5ydtuxfqx2vbbih","batch":1,"state":"accepted","by":"reply","http_status":39,"batch_id":"text 41","reason":"text 43","note":"text 44"}}', '22f8f49ab8cd74c6192d2f3de0057c899f7f00c283f6a1ee5a28f3d7adfde125');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (4, 'jmrzugjkypeu45yq', 0, '{"campaign":"jmrzugjkypeu45yq","place":0,"at":"2026-03-02T10:02:00Z","kind":"confirmed","who":"anna","host":"vm","name":"Summer","profile":"","service":"https://api.example","facts":{"contacts":1,"batches":[{"key":"ppq6rlzfdpyvrue4","batch":1,"contacts":1,"agent":"agent","user":"user","rate":0,"attempts":0}],"terms":{"hours":[]},"do_not_call":{"numbers":0,"revision":0},"excluded":[]}}', '7bca85e42c848e72f50d57fbbd812d86241e6b4773b02ccabad7d60d057200b4');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (5, 'jmrzugjkypeu45yq', 1, '{"campaign":"jmrzugjkypeu45yq","place":1,"at":"2026-03-02T10:02:00Z","kind":"sending","who":"anna","host":"vm","name":"Summer","profile":"","service":"https://api.example","facts":{"key":"ppq6rlzfdpyvrue4","batch":1,"attempt":1,"contacts":1,"do_not_call":{"numbers":0,"revision":0}}}', 'ef07cc7a3674233f8619f2fdc0e8909e07e515cea536ccef64975b2d102d2816');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (6, 'jmrzugjkypeu45yq', 2, '{"campaign":"jmrzugjkypeu45yq","place":2,"at":"2026-03-02T10:02:00Z","kind":"outcome","who":"anna","host":"vm","name":"Summer","profile":"","service":"https://api.example","facts":{"key":"ppq6rlzfdpyvrue4","batch":1,"state":"unknown","by":"no_reply"}}', 'c27b3559a8f16df92f9899958b5902727cd3eb9c0b67b0f3412aa5929bfd807c');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (7, 'rfkrbyyfwptk6qzb', 0, '{"campaign":"rfkrbyyfwptk6qzb","place":0,"at":"2026-03-02T10:02:00Z","kind":"confirmed","who":"anna","host":"vm","name":"Winter","profile":"","service":"https://api.example","facts":{"contacts":2,"batches":[{"key":"mos7gc5aowu4noo7","batch":1,"contacts":2,"agent":"agent","user":"user","rate":0,"attempts":0}],"terms":{"hours":[]},"do_not_call":{"numbers":0,"revision":0},"excluded":[]}}', '6afc9aef7eb4eb17097c81e6e015a031c0cb01cdc8c4e91960e0e353eb854d5d');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (8, 'rfkrbyyfwptk6qzb', 1, '{"campaign":"rfkrbyyfwptk6qzb","place":1,"at":"2026-03-02T10:02:00Z","kind":"sending","who":"anna","host":"vm","name":"Winter","profile":"","service":"https://api.example","facts":{"key":"mos7gc5aowu4noo7","batch":1,"attempt":1,"contacts":2,"do_not_call":{"numbers":0,"revision":0}}}', 'ac0a52ddb03239d108eff2eb427be8db06ddd5c4a3d5f2b138da7fc1d1b7871d');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (9, 'rfkrbyyfwptk6qzb', 2, '{"campaign":"rfkrbyyfwptk6qzb","place":2,"at":"2026-03-02T10:02:00Z","kind":"outcome","who":"anna","host":"vm","name":"Winter","profile":"","service":"https://api.example","facts":{"key":"mos7gc5aowu4noo7","batch":1,"state":"accepted","by":"no_reply","batch_id":"batch_mos7gc5aowu4noo7"}}', 'eb552718d0b2583d75cd7d110e1c766d10f5d8975c1727913d8bf07f3489ea6b');
INSERT INTO evidence (id, campaign, place, entry, hash) VALUES (10, '3zie3cgp5ekmltp2', 0, '{"campaign":"3zie3cgp5ekmltp2","place":0,"at":"2026-03-02T10:02:00Z","kind":"confirmed","who":"anna","host":"vm","name":"Zones","profile":"","service":"https://api.example","facts":{"contacts":3,"batches":[{"key":"zhrz66mt5ashkywn","batch":1,"part":"New York 9:00","contacts":1,"agent":"agent","user":"user","rate":0,"attempts":1},{"key":"kxcdzdj4yborvpo5","batch":2,"part":"Chicago 9:00","contacts":2,"agent":"agent","user":"user","rate":3,"attempts":0,"start":"2026-03-03T10:02:00Z","not_before":"2026-03-02T10:02:00Z","not_after":"2026-03-02T11:02:00Z","close_at":"2026-03-02T12:02:00Z","waits":"operator"}],"terms":{"hours":[]},"do_not_call":{"numbers":0,"revision":0},"excluded":[]}}', '97abfa7bdd2af13dd7231991b93b59e5abc260c7f58fece0edf24891c2d07cd3');
INSERT INTO evidence_heads (campaign, entries, hash) VALUES ('tozl72c5ljv6cfi7', 3, '22f8f49ab8cd74c6192d2f3de0057c899f7f00c283f6a1ee5a28f3d7adfde125');
INSERT INTO evidence_heads (campaign, entries, hash) VALUES ('jmrzugjkypeu45yq', 3, 'c27b3559a8f16df92f9899958b5902727cd3eb9c0b67b0f3412aa5929bfd807c');
INSERT INTO evidence_heads (campaign, entries, hash) VALUES ('rfkrbyyfwptk6qzb', 3, 'eb552718d0b2583d75cd7d110e1c766d10f5d8975c1727913d8bf07f3489ea6b');
INSERT INTO evidence_heads (campaign, entries, hash) VALUES ('3zie3cgp5ekmltp2', 1, '97abfa7bdd2af13dd7231991b93b59e5abc260c7f58fece0edf24891c2d07cd3');
INSERT INTO do_not_call_revision (one, revision, numbers, hash) VALUES (1, 1, 2, NULL);
PRAGMA user_version = 6;
PRAGMA application_id = 1129539700;
