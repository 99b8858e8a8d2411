-- Of a text: as it was written, put into another language, or left behind by it. Null where nobody said.
ALTER TABLE fact ADD COLUMN state TEXT CHECK (state IN ('original', 'human', 'stale'));
-- A printed letter with a code to the address a register states: whoever types the code speaks for the organisation.
CREATE TABLE claim_letter (
  id BLOB PRIMARY KEY,
  organisation_id BLOB NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  chamber TEXT NOT NULL,
  printed_by BLOB NOT NULL,
  -- Keyed with the node's secret: whoever reads the table tries nothing out.
  code_hash BLOB NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_by BLOB,
  -- Used, or replaced by a later one.
  ended_at BIGINT
);
CREATE INDEX claim_letter_organisation ON claim_letter (organisation_id);
-- A second factor that was lost, taken away by two moderators and a day's wait.
CREATE TABLE recovery (
  id BLOB PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES person (id),
  chamber TEXT NOT NULL,
  proof TEXT NOT NULL CHECK (proof IN ('in_person', 'video')),
  proposed_by BLOB NOT NULL,
  created_at BIGINT NOT NULL,
  approved_by BLOB,
  good_from BIGINT,
  ended_at BIGINT,
  outcome TEXT CHECK (outcome IN ('done', 'objected', 'refused'))
);
CREATE INDEX recovery_person ON recovery (person_id);
CREATE INDEX recovery_chamber ON recovery (chamber, created_at);
