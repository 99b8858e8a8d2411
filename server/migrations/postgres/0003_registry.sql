-- Runs of imports: what was read, how far, what became of it.
CREATE TABLE import_run (
  id UUID PRIMARY KEY,
  register TEXT NOT NULL,
  source TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  as_of BIGINT,
  started_at BIGINT NOT NULL,
  finished_at BIGINT,
  position BIGINT NOT NULL,
  counts TEXT NOT NULL
);
CREATE INDEX import_run_source ON import_run (register, fingerprint);
