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
, starts       INTEGER, rate         INTEGER NOT NULL DEFAULT 0, max_attempts INTEGER NOT NULL DEFAULT 0, retry_delay  INTEGER NOT NULL DEFAULT 0, ended        INTEGER, calls_known  INTEGER NOT NULL DEFAULT 0, segment INTEGER NOT NULL DEFAULT 0, tally   TEXT) STRICT;
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
CREATE INDEX campaigns_row_set ON campaigns (row_set);
CREATE INDEX batches_campaign ON batches (campaign);
CREATE INDEX batches_state ON batches (state, settled);
CREATE INDEX batches_batch_id ON batches (batch_id);
CREATE INDEX moves_later ON moves (later);
INSERT INTO row_sets (id, holder, header, rows, parts) VALUES (1, 'hovqt55mfwryljhb', '["Name","Phone"]', 3, 1);
INSERT INTO row_sets (id, holder, header, rows, parts) VALUES (2, 'hovqt55mfwryljhb', '["Name","Phone"]', 1, 1);
INSERT INTO row_sets (id, holder, header, rows, parts) VALUES (3, 'hovqt55mfwryljhb', '["Dialgen contact id","Phone"]', 2, 1);
INSERT INTO row_sets (id, holder, header, rows, parts) VALUES (4, 'hovqt55mfwryljhb', '["Name","Phone"]', 3, 1);
INSERT INTO row_parts (row_set, part, data) VALUES (1, 0, X'010302020302040240506572736F6E2030682B34343734303030303030303140506572736F6E2031682B34343734303030303030303240506572736F6E2032682B343437343030303030303033D0B46A74');
INSERT INTO row_parts (row_set, part, data) VALUES (2, 0, X'0101020240506572736F6E2030682B34343734303030303030303715115602');
INSERT INTO row_parts (row_set, part, data) VALUES (3, 0, X'0102020203020861682B3434373430303030303031380862682B343437343030303030303139DC5652CF');
INSERT INTO row_parts (row_set, part, data) VALUES (4, 0, X'010302020302040240506572736F6E2030682B34343734303030303030323040506572736F6E2031682B34343734303030303030323140506572736F6E2032682B343437343030303030303232E5954294');
INSERT INTO campaigns (id, name, draft, options, changed, confirmed, row_set, holder, held) VALUES ('532ckqxhauujaimw', 'Spring', '{"name":"Spring","profile":"text 3","service":"text 4","origin":{"path":"text 6","format":"text 7","encoding":"text 8","delimiter":"text 9","sheet":"text 10","header_row":11,"size":12,"digest":"text 13"},"mapping":[{"index":16,"header":"text 17","field":"text 18","key":"text 19","choice":20,"basis":"text 21","reason":"text 22","hidden":true,"free":true,"needed":true,"fallback":"text 26"},{"index":28,"header":"text 29","field":"text 30","key":"text 31","choice":32,"basis":"text 33","reason":"text 34","hidden":true,"free":true,"needed":true,"fallback":"text 38"}],"region":"text 39","region_from":"text 83","values":{"text 41":"text 42"},"stage":5,"view":{"screen":2,"home":true,"row":47,"show":"text 48","find":"text 49","pane":"text 50","cause":{"State":52,"Problem":53,"Warning":54,"Out":55,"Fix":56,"Part":57,"Region":"text 58","Needed":"text 59","Unsure":true,"Campaign":"text 61","ByID":"text 62"},"region":"text 63","types":64,"sort":"text 65","columns":[{"name":"text 68","shown":true,"width":70},{"name":"text 72","shown":true,"width":74}]},"rows":75,"counts":[77,78,79,80,81,82],"taken_over":true}', '{"agent":"text 2","user":"text 3","name":"text 4","priority":5,"start":"2023-11-14T22:13:20.000006Z","timezone":"text 7","calls_per_second":8,"max_attempts":9,"no_answer_delay":10,"busy_delay":11,"on_call_complete":"text 12","on_batch_complete":"text 13","on_batch_failed":"text 14","tags":["text 16","text 17"]}', 1772445720000000, 1772445720000000, 1, NULL, NULL);
INSERT INTO campaigns (id, name, draft, options, changed, confirmed, row_set, holder, held) VALUES ('xtaorm76u4nfoqz5', 'Summer', '{"name":"Summer","profile":"","service":"https://api.example","origin":{"path":"","format":"","encoding":"","delimiter":"","sheet":"","header_row":0},"mapping":null,"region":"","region_from":"","values":null,"stage":0,"view":{"screen":0,"row":0},"rows":1,"counts":[0,0,0,0,0,0]}', '{"agent":"agent","user":"user","name":"x","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', 1772445720000000, 1772445720000000, 2, NULL, NULL);
INSERT INTO campaigns (id, name, draft, options, changed, confirmed, row_set, holder, held) VALUES ('mmijuvytenv43a2g', 'Winter', '{"name":"Winter","profile":"","service":"https://api.example","origin":{"path":"","format":"","encoding":"","delimiter":"","sheet":"","header_row":0},"mapping":null,"region":"","region_from":"","values":null,"stage":0,"view":{"screen":0,"row":0},"rows":2,"counts":[0,0,0,0,0,0]}', '{"agent":"agent","user":"user","name":"Winter","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', 1772445720000000, 1772445720000000, 3, NULL, NULL);
INSERT INTO campaigns (id, name, draft, options, changed, confirmed, row_set, holder, held) VALUES ('omv6kyuqo47sbtmt', 'Zones', '{"name":"Zones","profile":"","service":"https://api.example","origin":{"path":"","format":"","encoding":"","delimiter":"","sheet":"","header_row":0},"mapping":null,"region":"","region_from":"","values":null,"stage":0,"view":{"screen":0,"row":0},"rows":3,"counts":[0,0,0,0,0,0]}', '{"agent":"agent","user":"user","name":"x","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', 1772445720000000, 1772445720000000, 4, NULL, NULL);
INSERT INTO steps (campaign, seq, undone, what, author, at, edits) VALUES ('532ckqxhauujaimw', 1, 0, 'changed row 0', 'anna', 1772445720000000, X'010E0570686F6E650670686F6E6532046E616D650A66697273745F6E616D65096C6173745F6E616D6505656D61696C07636F6D70616E7902696407636F756E7472790C63616C6C696E675F636F64650874696D657A6F6E650B646F5F6E6F745F63616C6C086D6574616461746104736B69700100000901000D2B34343734303030303030303944DB8327');
INSERT INTO steps (campaign, seq, undone, what, author, at, edits) VALUES ('532ckqxhauujaimw', 2, 1, 'changed row 1', 'anna', 1772445720000000, X'010E0570686F6E650670686F6E6532046E616D650A66697273745F6E616D65096C6173745F6E616D6505656D61696C07636F6D70616E7902696407636F756E7472790C63616C6C696E675F636F64650874696D657A6F6E650B646F5F6E6F745F63616C6C086D6574616461746104736B69700101000901000D2B343437343030303030303039FDE0CFC0');
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally) VALUES (1, 'iuxgwd4yhhtenftq', '532ckqxhauujaimw', 'Spring', 0, 'text 4', 'text 2', 'text 3', 5, 3, '30c752840e02a73202244af59306968dde7370b45c9a00cb7734cde4de6f6217', 'accepted', NULL, 1, 1772445720000000, 1700000000000030, 1700000000000031, 1700000000000032, 1700000000000033, '["text 35","text 36"]', 38, 'text 39', 'text 40', 'text 41', 'text 42', 'text 43', '{"at":"2023-11-14T22:13:20.000045Z","status":"text 46","total":47,"processed":48,"succeeded":49,"failed":50,"pending":51,"rate":52.5,"started_at":"2023-11-14T22:13:20.000053Z","ended_at":"2023-11-14T22:13:20.000054Z"}', 1700000000000006, 8, 9, 11, NULL, 0, 0, NULL);
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally) VALUES (2, 'y22gcefq2qd6gfmx', 'xtaorm76u4nfoqz5', 'Summer', 0, 'https://api.example', 'agent', 'user', 5, 1, 'dc127ce4f250c16aacf2b9195683b8f44042709915a044c56a5957d37eff55fb', 'unknown', NULL, 1, 1772445720000000, 1772445720000000, 1772445720000000, NULL, NULL, NULL, 0, '', '', '', '', '', '{"status":"","total":0,"processed":0,"succeeded":0,"failed":0,"pending":0,"rate":0}', NULL, 0, 0, 0, NULL, 0, 0, NULL);
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally) VALUES (3, 'm4wok3ueryde7lmd', 'mmijuvytenv43a2g', 'Winter', 0, 'https://api.example', 'agent', 'user', 5, 2, '0c5b40955a64b36270a9d47da556ba2a6a1c848b5b769ba6d6169460f681280c', 'accepted', NULL, 1, 1772445720000000, 1772445720000000, 1772445720000000, NULL, NULL, NULL, 0, '', 'batch_m4wok3ueryde7lmd', '', '', '', '{"status":"","total":0,"processed":0,"succeeded":0,"failed":0,"pending":0,"rate":0}', NULL, 0, 0, 0, NULL, 0, 0, NULL);
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally) VALUES (4, 'pemu7fzl37h372zu', 'omv6kyuqo47sbtmt', 'Zones', 0, 'https://api.example', 'agent', 'user', 5, 1, 'acc012dade712c9b12dd2bf26454fb01d2b9cdf41b2aae65258d32773bfa6600', 'prepared', NULL, 0, 1772445720000000, NULL, NULL, NULL, NULL, NULL, 0, '', '', '', '', '', NULL, NULL, 0, 1, 0, NULL, 0, 0, NULL);
INSERT INTO batches (id, key, campaign, name, place, service, agent, user, priority, contacts, hash, state, holder, attempts, prepared, sent, settled, server_before, server_after, before, http_status, reply, batch_id, dashboard, reason, note, last, starts, rate, max_attempts, retry_delay, ended, calls_known, segment, tally) VALUES (5, 'ehwi7uucerk2hy4q', 'omv6kyuqo47sbtmt', 'Zones', 1, 'https://api.example', 'agent', 'user', 5, 2, '8c355202dc22e2d49e69f075632f59d9af17bb9df2a1b51b91bb2d1ca9ade49c', 'prepared', NULL, 0, 1772445720000000, NULL, NULL, NULL, NULL, NULL, 0, '', '', '', '', '', NULL, 1772532120000000, 3, 0, 0, NULL, 0, 1, NULL);
INSERT INTO batch_lists (batch, numbers, again, rows, rung, moved, tries) VALUES (1, X'000000682B1E3A01000000682B1E3A02000000682B1E3A035892582B', X'00000000', X'000000000000000100000002F24AAA06', NULL, X'00000000', NULL);
INSERT INTO batch_lists (batch, numbers, again, rows, rung, moved, tries) VALUES (2, X'000000682B1E3A079162A8D0', X'00000000', X'0000000048674BC7', NULL, X'00000000', NULL);
INSERT INTO batch_lists (batch, numbers, again, rows, rung, moved, tries) VALUES (3, X'000000682B1E3A12000000682B1E3A13BCDE6D7A', X'00000000', X'00000000000000017E433189', NULL, X'00000000', NULL);
INSERT INTO batch_lists (batch, numbers, again, rows, rung, moved, tries) VALUES (4, X'000000682B1E3A14926C9C4B', X'00000000', X'0000000048674BC7', NULL, X'00000000', NULL);
INSERT INTO batch_lists (batch, numbers, again, rows, rung, moved, tries) VALUES (5, X'000000682B1E3A15000000682B1E3A164E4FB77C', X'00000000', X'00000001000000025502ADD1', NULL, X'00000000', NULL);
INSERT INTO calls (batch, id, status, phone, name, error, duration, at) VALUES (1, 'text 57', 'text 58', 'text 59', 'text 60', 'text 61', 62, 1700000000000063);
INSERT INTO calls (batch, id, status, phone, name, error, duration, at) VALUES (1, 'text 65', 'text 66', 'text 67', 'text 68', 'text 69', 70, 1700000000000071);
INSERT INTO do_not_call (number, since, source) VALUES (447400000005, 1772445720000000, 'optouts.csv');
INSERT INTO do_not_call (number, since, source) VALUES (447400000006, 1772445720000000, 'optouts.csv');
INSERT INTO mappings (shape, mapping, region, used) VALUES ('a shape', '[{"index":16,"header":"text 17","field":"text 18","key":"text 19","choice":20,"basis":"text 21","reason":"text 22","hidden":true,"free":true,"needed":true,"fallback":"text 26"},{"index":28,"header":"text 29","field":"text 30","key":"text 31","choice":32,"basis":"text 33","reason":"text 34","hidden":true,"free":true,"needed":true,"fallback":"text 38"}]', 'GB', 1);
INSERT INTO recent_files (path, used) VALUES ('/home/anna/leads.csv', 1);
INSERT INTO identity (one, id, written) VALUES (1, 'ac38101433478a2572c0', 32);
INSERT INTO batch_ids (batch, ids) VALUES (3, X'3E23E8160039594ACA978112CA1BBDCA000000682B1E3A13000000682B1E3A12594F5863');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('532ckqxhauujaimw', 0, '', '{"agent":"text 2","user":"text 3","name":"text 4","priority":5,"start":"2023-11-14T22:13:20.000006Z","timezone":"text 7","calls_per_second":8,"max_attempts":9,"no_answer_delay":10,"busy_delay":11,"on_call_complete":"text 12","on_batch_complete":"text 13","on_batch_failed":"text 14","tags":["text 16","text 17"]}', '{}');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('xtaorm76u4nfoqz5', 0, '', '{"agent":"agent","user":"user","name":"x","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', '{}');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('mmijuvytenv43a2g', 0, '', '{"agent":"agent","user":"user","name":"Winter","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', '{}');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('omv6kyuqo47sbtmt', 0, 'New York 9:00', '{"agent":"agent","user":"user","name":"x","priority":5,"timezone":"UTC","calls_per_second":0,"max_attempts":1,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', '{}');
INSERT INTO segments (campaign, place, name, options, released) VALUES ('omv6kyuqo47sbtmt', 1, 'Chicago 9:00', '{"agent":"agent","user":"user","name":"x","priority":5,"start":"2026-03-03T10:02:00Z","timezone":"UTC","calls_per_second":3,"max_attempts":0,"no_answer_delay":0,"busy_delay":0,"on_call_complete":"","on_batch_complete":"","on_batch_failed":"","tags":null}', '{"not_before":"2026-03-02T10:02:00Z","not_after":"2026-03-02T11:02:00Z","by":"operator","close_at":"2026-03-02T12:02:00Z"}');
PRAGMA user_version = 5;
PRAGMA application_id = 1129539700;
