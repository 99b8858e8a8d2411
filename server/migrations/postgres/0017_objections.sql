-- Who objected to being here, by a number: what registers say under it is not taken in any more. The number itself is not kept.
CREATE TABLE objection (
  id UUID PRIMARY KEY,
  -- received: to be carried out; done; lifting: to be taken back; lifted.
  state TEXT NOT NULL CHECK (state IN ('received', 'done', 'lifting', 'lifted')),
  -- What kind of number was given, so that a list tells something.
  scheme TEXT NOT NULL,
  reason TEXT NOT NULL,
  -- Ids of what it erases, space between: tombstones in the end.
  organisations TEXT NOT NULL,
  -- Tells whether a key is the one of the marks.
  key_check BYTEA NOT NULL,
  received_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX objection_open ON objection (received_at) WHERE state IN ('received', 'lifting');
-- Keyed hashes of the number, of those that follow from it, and of all the organisation had. Few, and looked up by each batch.
CREATE TABLE objection_mark (
  mark BYTEA PRIMARY KEY,
  objection_id UUID NOT NULL REFERENCES objection (id) ON DELETE CASCADE
);
CREATE INDEX objection_mark_of ON objection_mark (objection_id);
