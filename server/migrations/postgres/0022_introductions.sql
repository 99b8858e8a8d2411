-- Two organisations are brought together by their chambers.
CREATE TABLE introduction (
  id UUID PRIMARY KEY,
  version BIGINT NOT NULL,
  -- Year and number: INT-2026-0093.
  number TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL,
  requester_id UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  target_id UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  -- What it is about, where that is one of the market's; no key yet.
  opportunity_id UUID,
  requester_chamber TEXT NOT NULL,
  target_chamber TEXT NOT NULL,
  requester_territory TEXT NOT NULL,
  target_territory TEXT NOT NULL,
  requester_adviser UUID,
  target_adviser UUID,
  -- Who wrote it, and in which language.
  asked_by UUID,
  language TEXT NOT NULL,
  subject TEXT NOT NULL,
  message TEXT NOT NULL,
  -- Who stays unnamed until it is accepted.
  requester_unnamed BOOLEAN NOT NULL,
  target_unnamed BOOLEAN NOT NULL,
  -- Nobody of the target was here when it was last looked at.
  contact BOOLEAN NOT NULL,
  reason TEXT,
  reason_text TEXT,
  next_step TEXT,
  created_at BIGINT NOT NULL,
  submitted_at BIGINT,
  screened_at BIGINT,
  forwarded_at BIGINT,
  offered_at BIGINT,
  accepted_at BIGINT,
  met_at BIGINT,
  negotiating_at BIGINT,
  ended_at BIGINT,
  due_at BIGINT,
  escalated_at BIGINT,
  changed_at BIGINT NOT NULL,
  -- Who, whom and what about, as long as it is open: twice the same is one too many.
  open_key TEXT UNIQUE
);
CREATE INDEX introduction_requester ON introduction (requester_id, changed_at);
CREATE INDEX introduction_target ON introduction (target_id, changed_at);
CREATE INDEX introduction_requester_chamber ON introduction (requester_chamber, state, due_at);
CREATE INDEX introduction_target_chamber ON introduction (target_chamber, state, due_at);
CREATE INDEX introduction_due ON introduction (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX introduction_ended ON introduction (ended_at) WHERE ended_at IS NOT NULL;
-- What both sides read, and the notes of each chamber for itself.
CREATE TABLE introduction_message (
  id UUID PRIMARY KEY,
  introduction_id UUID NOT NULL REFERENCES introduction (id) ON DELETE CASCADE,
  at BIGINT NOT NULL,
  author UUID,
  -- Who speaks: an organisation or its chamber.
  party TEXT NOT NULL CHECK (party IN ('requester', 'requester_chamber', 'target', 'target_chamber')),
  kind TEXT NOT NULL CHECK (kind IN ('message', 'note')),
  language TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX introduction_message_of ON introduction_message (introduction_id, at);
CREATE INDEX introduction_message_author ON introduction_message (author);
-- The last number given in a year.
CREATE TABLE introduction_number (
  year BIGINT PRIMARY KEY,
  last BIGINT NOT NULL
);
