-- Working time the applicant took to answer, so that what a chamber took can be told apart from it.
ALTER TABLE case_file ADD COLUMN waited BIGINT NOT NULL DEFAULT 0;
-- Working time from opening to the first decision without what the applicant took; null before this was kept.
ALTER TABLE case_file ADD COLUMN worked BIGINT;
-- What a negative decision is in the words of the EU Transparency Database, JSON without a word about anybody.
ALTER TABLE case_file ADD COLUMN sor TEXT;
CREATE INDEX case_decided ON case_file (decided_at);
CREATE INDEX case_appealed ON case_file (appealed_at);
CREATE INDEX case_opened ON case_file (opened_at);
-- Requests of programs that carried an Idempotency-Key, for a day. The digest covers person and key: neither can be read from it.
CREATE TABLE request_key (
  digest BLOB PRIMARY KEY,
  request_hash BLOB NOT NULL,
  at BIGINT NOT NULL,
  -- Null while the first of them is being served.
  status BIGINT,
  version BIGINT,
  body TEXT
);
CREATE INDEX request_key_at ON request_key (at);
