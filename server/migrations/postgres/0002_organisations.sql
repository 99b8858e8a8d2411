-- An organisation; its name, seat and dates are cached from the record or fact that is shown.
CREATE TABLE organisation (
  id UUID PRIMARY KEY,
  version BIGINT NOT NULL,
  root_id UUID NOT NULL,
  public BOOLEAN NOT NULL,
  standing TEXT NOT NULL CHECK (standing IN ('registered', 'listed', 'member', 'suspended', 'withdrawn')),
  kind TEXT,
  legal_status TEXT NOT NULL CHECK (legal_status IN ('active', 'in_liquidation', 'ceased', 'unknown')),
  home_chamber TEXT,
  name TEXT NOT NULL,
  name_language TEXT,
  country TEXT,
  postal_code TEXT,
  municipality TEXT,
  territory TEXT NOT NULL,
  latitude DOUBLE PRECISION,
  longitude DOUBLE PRECISION,
  languages TEXT NOT NULL,
  division TEXT,
  founded TEXT,
  as_of BIGINT NOT NULL,
  stale_at BIGINT NOT NULL,
  listed_at BIGINT,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  erased_at BIGINT
);
CREATE INDEX organisation_root ON organisation (root_id);
CREATE INDEX organisation_listed ON organisation (listed_at);
CREATE TABLE identifier (
  scheme TEXT NOT NULL,
  value TEXT NOT NULL,
  organisation_id UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  register TEXT NOT NULL,
  PRIMARY KEY (scheme, value)
);
CREATE INDEX identifier_organisation ON identifier (organisation_id);
-- A register's record, whole, once; the organisation's values are read from it.
CREATE TABLE register_record (
  id UUID PRIMARY KEY,
  register TEXT COLLATE "C" NOT NULL,
  number TEXT COLLATE "C" NOT NULL,
  organisation_id UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  run_id UUID NOT NULL,
  as_of BIGINT NOT NULL,
  content_hash BYTEA NOT NULL,
  bytes BYTEA NOT NULL,
  UNIQUE (register, number)
);
CREATE INDEX register_record_organisation ON register_record (organisation_id);
CREATE TABLE place (
  organisation_id UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  register TEXT NOT NULL,
  position BIGINT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('seat', 'establishment', 'branch')),
  name TEXT,
  street TEXT,
  postal_code TEXT,
  municipality TEXT,
  country TEXT,
  territory TEXT NOT NULL,
  latitude DOUBLE PRECISION,
  longitude DOUBLE PRECISION,
  PRIMARY KEY (organisation_id, register, position)
);
-- Declared and attested values: never overwritten, only superseded.
CREATE TABLE fact (
  id UUID PRIMARY KEY,
  organisation_id UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('attested', 'declared')),
  language TEXT,
  value TEXT NOT NULL,
  source TEXT NOT NULL,
  stated_at BIGINT NOT NULL,
  valid_until BIGINT NOT NULL,
  superseded_at BIGINT
);
CREATE INDEX fact_organisation ON fact (organisation_id);
-- "Something is wrong here": what a reader says about an organisation.
CREATE TABLE report (
  id UUID PRIMARY KEY,
  organisation_id UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  subject TEXT NOT NULL,
  place TEXT NOT NULL,
  reason TEXT NOT NULL,
  mail TEXT,
  language TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('page', 'api')),
  idempotency_key TEXT,
  request_hash BYTEA,
  received_at BIGINT NOT NULL,
  CONSTRAINT report_idempotency_key UNIQUE (idempotency_key)
);
CREATE INDEX report_organisation ON report (organisation_id, received_at);
