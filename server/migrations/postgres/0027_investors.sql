-- What a young company says of its stage, and to professional investors of what it looks for: superseded, never overwritten.
CREATE TABLE funding_interest (
  organisation_id UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  version BIGINT NOT NULL,
  stage TEXT CHECK (stage IN ('idea', 'prototype', 'pilot', 'market', 'growth')),
  -- For professional investors only: a band and a word of a list, never a figure.
  band TEXT CHECK (band IN ('under_100k', '100k_250k', '250k_500k', '500k_1m', '1m_3m', 'over_3m')),
  purpose TEXT CHECK (purpose IN ('development', 'approval', 'production', 'market', 'team')),
  -- Days since 1970.
  stated_at BIGINT NOT NULL,
  valid_until BIGINT NOT NULL,
  superseded_at BIGINT,
  PRIMARY KEY (organisation_id, version),
  CHECK ((band IS NULL) = (purpose IS NULL))
);
CREATE UNIQUE INDEX funding_interest_current ON funding_interest (organisation_id) WHERE superseded_at IS NULL;
-- Whom an investor organisation follows. The workspace holds ids and codes, no word anybody wrote.
CREATE TABLE watch (
  organisation_id UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  watched_id UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  since BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, watched_id),
  CHECK (watched_id <> organisation_id)
);
CREATE INDEX watch_watched ON watch (watched_id);
-- What it looks for, as codes.
CREATE TABLE saved_search (
  id UUID PRIMARY KEY,
  organisation_id UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  filters TEXT NOT NULL,
  -- Whether its people are told of changes.
  told BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX saved_search_once ON saved_search (organisation_id, filters);
-- What changed of young companies, kept by a reader of the journal: whom it concerns is found when it is looked at.
CREATE TABLE startup_change (
  entry_seq BIGINT NOT NULL,
  place BIGINT NOT NULL,
  organisation_id UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  old_value TEXT,
  new_value TEXT,
  -- The register that said so, and its own date in days; absent where a person did.
  register TEXT,
  as_of BIGINT,
  at BIGINT NOT NULL,
  PRIMARY KEY (entry_seq, place)
);
CREATE INDEX startup_change_organisation ON startup_change (organisation_id, at);
CREATE INDEX startup_change_at ON startup_change (at);
