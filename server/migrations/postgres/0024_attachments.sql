-- A file that belongs to something of another feature; its bytes lie among the files by their hash. One that belongs to nothing
-- any more goes with the next round of retention.
CREATE TABLE attachment (
  id UUID PRIMARY KEY,
  opportunity_id UUID REFERENCES opportunity (id) ON DELETE SET NULL,
  introduction_id UUID REFERENCES introduction (id) ON DELETE SET NULL,
  person_id UUID,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 BYTEA NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX attachment_opportunity ON attachment (opportunity_id);
CREATE INDEX attachment_introduction ON attachment (introduction_id);
CREATE INDEX attachment_person ON attachment (person_id);
CREATE INDEX attachment_sha256 ON attachment (sha256);
-- What an opportunity says in another language, entered by somebody.
CREATE TABLE opportunity_version (
  opportunity_id UUID NOT NULL REFERENCES opportunity (id) ON DELETE CASCADE,
  language TEXT NOT NULL,
  content TEXT NOT NULL,
  -- The original's texts as one word, when it was written.
  written_of TEXT NOT NULL,
  author UUID,
  at BIGINT NOT NULL,
  PRIMARY KEY (opportunity_id, language)
);
CREATE INDEX opportunity_version_author ON opportunity_version (author);
