-- Who asked to be erased, and how far that is. Stays as the receipt: an id, times, and the id of a tombstone.
CREATE TABLE erasure (
  id BLOB PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES person (id),
  state TEXT NOT NULL CHECK (state IN ('cooling', 'executing', 'done', 'cancelled')),
  requested_at BIGINT NOT NULL,
  -- When it is carried out; until then it can be taken back.
  due_at BIGINT NOT NULL,
  ended_at BIGINT,
  -- Hashes of bytes that are still to be removed from the store, in hex, space between.
  files TEXT NOT NULL
);
CREATE INDEX erasure_person ON erasure (person_id);
-- One at a time for each person.
CREATE UNIQUE INDEX erasure_open ON erasure (person_id) WHERE state IN ('cooling', 'executing');
CREATE INDEX erasure_due ON erasure (due_at) WHERE state IN ('cooling', 'executing');
-- A restored copy: what tells of entries up to this one may have left before, and is held until the operator lets it go.
CREATE TABLE mail_hold (
  until_seq BIGINT PRIMARY KEY,
  since BIGINT NOT NULL
);
