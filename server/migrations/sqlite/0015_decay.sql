-- All that is known of an organisation is stale from a day on: looked for at each turn of the day, without reading its row.
CREATE INDEX organisation_stale ON organisation (stale_at, as_of);
-- What home counts, and what a chamber is to look at: few of very many.
CREATE INDEX organisation_counted ON organisation (territory) WHERE standing IN ('listed', 'member');
CREATE INDEX organisation_home ON organisation (home_chamber, stale_at) WHERE standing IN ('listed', 'member');
CREATE INDEX fact_due ON fact (valid_until) WHERE superseded_at IS NULL;
-- A letter that asks an owner whether what is known still holds. Its link names this row and lies nowhere.
CREATE TABLE reconfirmation (
  id BLOB PRIMARY KEY,
  organisation_id BLOB NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  person_id BLOB NOT NULL REFERENCES person (id),
  -- The day until which the first of the values holds, and which letter about that day it was, from 0.
  due_on BIGINT NOT NULL,
  stage BIGINT NOT NULL,
  -- SHA-256 over the ids of the values it asks about: others have an answer of their own.
  facts BLOB NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  UNIQUE (organisation_id, person_id, due_on, stage)
);
CREATE INDEX reconfirmation_person ON reconfirmation (person_id);
