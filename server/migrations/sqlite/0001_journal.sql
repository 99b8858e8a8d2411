-- The journal: committed entries wait in pending (PostgreSQL), then get their place in entry, for ever.
CREATE TABLE pending (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  entry_id BLOB NOT NULL UNIQUE,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  payload_digest BLOB NOT NULL
);
CREATE TABLE entry (
  seq BIGINT PRIMARY KEY,
  entry_id BLOB NOT NULL UNIQUE,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  payload_digest BLOB NOT NULL,
  prev BLOB NOT NULL UNIQUE,
  hash BLOB NOT NULL
);
CREATE INDEX entry_subject ON entry (subject, seq);
-- What an entry says, one part a data subject; erasing nulls salt and bytes and keeps the digest.
CREATE TABLE entry_payload (
  entry_id BLOB NOT NULL,
  part BIGINT NOT NULL,
  about_person BLOB,
  salt BLOB,
  bytes BLOB,
  digest BLOB NOT NULL,
  PRIMARY KEY (entry_id, part)
);
CREATE INDEX entry_payload_person ON entry_payload (about_person);
-- Cursors of the readers that work once a cluster.
CREATE TABLE reader (
  name TEXT PRIMARY KEY,
  cursor BIGINT NOT NULL
);
-- Entries by day and verb, counted by the reader "tally".
CREATE TABLE tally (
  day BIGINT NOT NULL,
  action TEXT NOT NULL,
  entries BIGINT NOT NULL,
  PRIMARY KEY (day, action)
);
CREATE TRIGGER entry_is_final BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entry is final'); END;
CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entry is final'); END;
