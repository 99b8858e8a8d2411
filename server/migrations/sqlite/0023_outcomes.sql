-- What came of an introduction: said by one side, confirmed by the other.
CREATE TABLE outcome (
  id BLOB PRIMARY KEY,
  version BIGINT NOT NULL,
  introduction_id BLOB NOT NULL UNIQUE REFERENCES introduction (id) ON DELETE CASCADE,
  number TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('recorded', 'confirmed', 'disputed')),
  kind TEXT NOT NULL,
  -- Never of an investment.
  band TEXT CHECK (band IS NULL OR kind <> 'investment'),
  -- Days since 1970.
  happened_on BIGINT NOT NULL,
  evidence TEXT,
  link TEXT,
  obstacle TEXT,
  obstacle_text TEXT,
  language TEXT NOT NULL,
  requester_id BLOB NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  target_id BLOB NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  requester_chamber TEXT NOT NULL,
  target_chamber TEXT NOT NULL,
  requester_territory TEXT NOT NULL,
  target_territory TEXT NOT NULL,
  recorded_by TEXT NOT NULL CHECK (recorded_by IN ('requester', 'target')),
  recorder BLOB,
  recorded_at BIGINT NOT NULL,
  -- Whether each side lets the other be named beside it.
  recorder_names BOOLEAN NOT NULL,
  confirmer_names BOOLEAN NOT NULL,
  confirmer BLOB,
  confirmed_at BIGINT,
  dispute TEXT,
  disputed_at BIGINT,
  case_id BLOB,
  changed_at BIGINT NOT NULL
);
CREATE INDEX outcome_requester ON outcome (requester_id);
CREATE INDEX outcome_target ON outcome (target_id);
CREATE INDEX outcome_confirmed ON outcome (confirmed_at) WHERE confirmed_at IS NOT NULL;
-- Whether it still holds, asked 3, 6 and 12 months later. The link of the letter names this row and lies nowhere.
CREATE TABLE outcome_followup (
  id BLOB PRIMARY KEY,
  outcome_id BLOB NOT NULL REFERENCES outcome (id) ON DELETE CASCADE,
  person_id BLOB NOT NULL REFERENCES person (id),
  months BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  answer TEXT,
  UNIQUE (outcome_id, person_id, months)
);
CREATE INDEX outcome_followup_person ON outcome_followup (person_id);
-- What a chamber did about an obstacle.
CREATE TABLE outcome_remedy (
  id BLOB PRIMARY KEY,
  outcome_id BLOB NOT NULL REFERENCES outcome (id) ON DELETE CASCADE,
  chamber TEXT NOT NULL,
  author BLOB,
  at BIGINT NOT NULL,
  language TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX outcome_remedy_of ON outcome_remedy (outcome_id, at);
