-- What somebody says of an organisation before a chamber has looked at it. Goes with its person.
CREATE TABLE draft (
  id UUID PRIMARY KEY,
  person_id UUID NOT NULL,
  organisation_id UUID,
  version BIGINT NOT NULL,
  content TEXT NOT NULL,
  language TEXT NOT NULL,
  step TEXT NOT NULL,
  -- Set while it is with a chamber; the same company cannot be with one twice.
  case_id UUID,
  held_key TEXT UNIQUE,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  submitted_at BIGINT
);
CREATE INDEX draft_person ON draft (person_id);
CREATE INDEX draft_case ON draft (case_id);
-- A document that was laid in; its bytes lie among the files by their hash.
CREATE TABLE document (
  id UUID PRIMARY KEY,
  draft_id UUID REFERENCES draft (id) ON DELETE SET NULL,
  case_id UUID,
  person_id UUID NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 BYTEA NOT NULL,
  at BIGINT NOT NULL,
  erased BOOLEAN NOT NULL
);
CREATE INDEX document_draft ON document (draft_id);
CREATE INDEX document_case ON document (case_id);
CREATE INDEX document_person ON document (person_id);
CREATE INDEX document_sha256 ON document (sha256);
-- Proof that somebody speaks for an organisation: a link by mail, or a code in a printed letter. Goes with its person.
CREATE TABLE claim (
  id UUID PRIMARY KEY,
  organisation_id UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  person_id UUID NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('mail', 'letter')),
  secret_hash BYTEA,
  attempts BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX claim_organisation ON claim (organisation_id);
CREATE INDEX claim_person ON claim (person_id);
-- A colleague who was invited by mail; kept until accepted, withdrawn or past its time.
CREATE TABLE invitation (
  id UUID PRIMARY KEY,
  organisation_id UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  mail TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
  invited_by UUID NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  UNIQUE (organisation_id, mail)
);
CREATE INDEX invitation_mail ON invitation (mail);
