-- The journal: committed entries wait in pending (PostgreSQL), then get their place in entry, for ever.
CREATE TABLE pending (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  entry_id UUID NOT NULL UNIQUE,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  payload_digest BYTEA NOT NULL
);
CREATE TABLE entry (
  seq BIGINT PRIMARY KEY,
  entry_id UUID NOT NULL UNIQUE,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  payload_digest BYTEA NOT NULL,
  prev BYTEA NOT NULL UNIQUE,
  hash BYTEA NOT NULL
);
CREATE INDEX entry_subject ON entry (subject, seq);
-- What an entry says, one part a data subject; erasing nulls salt and bytes and keeps the digest.
CREATE TABLE entry_payload (
  entry_id UUID NOT NULL,
  part BIGINT NOT NULL,
  about_person UUID,
  salt BYTEA,
  bytes BYTEA,
  digest BYTEA NOT NULL,
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
CREATE FUNCTION entry_is_final() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'entry is final'; END $$;
CREATE TRIGGER entry_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON entry EXECUTE FUNCTION entry_is_final();
