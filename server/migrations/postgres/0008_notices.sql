-- Sending: when a letter is tried again; how a list is left with one click (RFC 8058).
ALTER TABLE mail ADD COLUMN next_try_at BIGINT;
ALTER TABLE mail ADD COLUMN unsubscribe TEXT;
DROP INDEX mail_due;
CREATE INDEX mail_waiting ON mail (not_before) WHERE sent_at IS NULL AND failed_at IS NULL;
-- Addresses from which letters come back; one that takes a letter again leaves the list.
CREATE TABLE mail_bounce (
  address TEXT PRIMARY KEY,
  since BIGINT NOT NULL,
  error TEXT NOT NULL
);
-- What somebody is told of: one row for each entry of the journal and person.
CREATE TABLE notice (
  id UUID PRIMARY KEY,
  entry_seq BIGINT NOT NULL,
  person_id UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  -- case:ID
  subject TEXT NOT NULL,
  -- The number of the case; no name, so that nothing has to be erased here.
  reference TEXT NOT NULL,
  -- Where it leads, after the language.
  path TEXT NOT NULL,
  at BIGINT NOT NULL,
  read_at BIGINT,
  -- When it leaves with the day's letter; null: it has left, or had a letter of its own.
  digest_at BIGINT,
  UNIQUE (entry_seq, person_id, kind)
);
CREATE INDEX notice_person ON notice (person_id, at);
CREATE INDEX notice_subject ON notice (subject);
CREATE INDEX notice_digest ON notice (digest_at) WHERE digest_at IS NOT NULL;
-- Who wants no letters about notices.
CREATE TABLE notice_stop (
  person_id UUID PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
  since BIGINT NOT NULL
);
-- Chambers of the region pack that operate here.
CREATE TABLE chamber (
  code TEXT PRIMARY KEY,
  since BIGINT NOT NULL,
  target_days BIGINT NOT NULL CHECK (target_days BETWEEN 1 AND 60),
  -- Where its people read mail together.
  mail TEXT
);
