-- A case: something a chamber must look at. "case" is a word of SQL.
CREATE TABLE case_file (
  id BLOB PRIMARY KEY,
  version BIGINT NOT NULL,
  -- Year and number: 2026-0417.
  number TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  chamber TEXT NOT NULL,
  first_chamber TEXT,
  territory TEXT NOT NULL,
  organisation_id BLOB REFERENCES organisation (id) ON DELETE CASCADE,
  applicant BLOB,
  language TEXT NOT NULL,
  title TEXT NOT NULL,
  dossier TEXT NOT NULL,
  assignee BLOB,
  opened_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  waiting_since BIGINT,
  proposer BLOB,
  proposal TEXT,
  decider BLOB,
  decision TEXT,
  ground TEXT,
  facts TEXT,
  remedy TEXT,
  decided_at BIGINT,
  -- What the decision did, so that it can be undone.
  effect TEXT,
  appeal_reason TEXT,
  appealed_at BIGINT,
  appeal_decider BLOB,
  appeal_facts TEXT,
  appeal_decided_at BIGINT,
  changed_at BIGINT NOT NULL
);
CREATE INDEX case_queue ON case_file (chamber, state, due_at);
CREATE INDEX case_organisation ON case_file (organisation_id);
CREATE INDEX case_applicant ON case_file (applicant);
-- Questions, answers and private notes.
CREATE TABLE case_message (
  id BLOB PRIMARY KEY,
  case_id BLOB NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
  at BIGINT NOT NULL,
  author BLOB,
  side TEXT NOT NULL CHECK (side IN ('question', 'answer', 'note')),
  body TEXT NOT NULL
);
CREATE INDEX case_message_case ON case_message (case_id, at);
CREATE INDEX case_message_author ON case_message (author);
-- The last number given in a year.
CREATE TABLE case_number (
  year BIGINT PRIMARY KEY,
  last BIGINT NOT NULL
);
