-- Runs that are watched, cancelled and resumed, whichever process drives them: who holds one, its sign of life, how it ended.
ALTER TABLE import_run ADD COLUMN state TEXT NOT NULL DEFAULT 'running'
  CHECK (state IN ('running', 'cancelled', 'failed', 'finished', 'joined'));
ALTER TABLE import_run ADD COLUMN asked TEXT NOT NULL DEFAULT '{}';
ALTER TABLE import_run ADD COLUMN actor TEXT NOT NULL DEFAULT '';
ALTER TABLE import_run ADD COLUMN holder BLOB;
ALTER TABLE import_run ADD COLUMN joined_to BLOB;
ALTER TABLE import_run ADD COLUMN begun_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE import_run ADD COLUMN seen_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE import_run ADD COLUMN cancel_at BIGINT;
ALTER TABLE import_run ADD COLUMN bytes_done BIGINT NOT NULL DEFAULT 0;
ALTER TABLE import_run ADD COLUMN bytes_total BIGINT NOT NULL DEFAULT 0;
ALTER TABLE import_run ADD COLUMN outcome TEXT NOT NULL DEFAULT '{}';
ALTER TABLE import_run ADD COLUMN failure TEXT;
UPDATE import_run SET state = 'finished', seen_at = finished_at WHERE finished_at IS NOT NULL;
UPDATE import_run SET begun_at = started_at;
CREATE INDEX import_run_started ON import_run (started_at);
-- The first rejected rows of a run: where each is and why, never what it says.
CREATE TABLE import_reject (
  run_id BLOB NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  file TEXT NOT NULL,
  line BIGINT NOT NULL,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (run_id, position)
);
