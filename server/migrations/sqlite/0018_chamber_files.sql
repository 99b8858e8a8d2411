-- A chamber's own spreadsheet: read once, kept as a plain table beside the data until 30 days after its end.
CREATE TABLE chamber_file (
  id BLOB PRIMARY KEY,
  version BIGINT NOT NULL,
  chamber TEXT NOT NULL,
  person_id BLOB NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,
  -- The day its rows hold for, days since 1970.
  dated BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'importing', 'imported', 'undoing', 'undone')),
  -- Of the plain table; empty once it is gone.
  sha256 BLOB NOT NULL,
  -- How many rows it has, and how many of them are dealt with.
  total BIGINT NOT NULL,
  position BIGINT NOT NULL,
  -- Of the header: what it was told to mean is proposed for the next one that looks alike.
  shape TEXT NOT NULL,
  mapping TEXT NOT NULL,
  counts TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX chamber_file_chamber ON chamber_file (chamber, created_at);
CREATE INDEX chamber_file_state ON chamber_file (state);
-- What a row did, and what it takes to undo it.
CREATE TABLE chamber_file_row (
  file_id BLOB NOT NULL REFERENCES chamber_file (id) ON DELETE CASCADE,
  line BIGINT NOT NULL,
  organisation_id BLOB NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  -- By which a later file of the chamber finds the organisation of a row without a number again.
  row_key TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('created', 'attached', 'changed', 'undone', 'kept')),
  undo TEXT,
  PRIMARY KEY (file_id, line)
);
CREATE INDEX chamber_file_row_key ON chamber_file_row (row_key);
CREATE INDEX chamber_file_row_organisation ON chamber_file_row (organisation_id);
-- What a chamber said the columns of such a header mean.
CREATE TABLE chamber_mapping (
  chamber TEXT NOT NULL,
  shape TEXT NOT NULL,
  mapping TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (chamber, shape)
);
