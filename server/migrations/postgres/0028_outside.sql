-- The private address at which a program reads somebody's days. Its seal lies nowhere: it is made of the row's id.
CREATE TABLE calendar (
  id UUID PRIMARY KEY,
  person_id UUID NOT NULL UNIQUE REFERENCES person (id) ON DELETE CASCADE,
  -- How strongly its maker had signed in: what it shows is no more than that.
  level BIGINT NOT NULL CHECK (level IN (1, 2)),
  created_at BIGINT NOT NULL
);
-- Where somebody wants to be told what happens: for an organisation or for a chamber. Its secret lies nowhere: it is made of the
-- row's id and how often it was made.
CREATE TABLE webhook (
  id UUID PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation_id UUID REFERENCES organisation (id) ON DELETE CASCADE,
  chamber TEXT,
  author UUID,
  url TEXT NOT NULL,
  events TEXT NOT NULL,
  generation BIGINT NOT NULL,
  old_until BIGINT,
  state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'failing', 'gone')),
  delivered_at BIGINT,
  busy_until BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  CHECK ((organisation_id IS NULL) <> (chamber IS NULL))
);
CREATE INDEX webhook_organisation ON webhook (organisation_id);
CREATE INDEX webhook_chamber ON webhook (chamber);
CREATE INDEX webhook_author ON webhook (author);
-- Something an endpoint is told: its id is what the receiver knows it by, in each try. What is said is made of the row.
CREATE TABLE webhook_delivery (
  id UUID PRIMARY KEY,
  webhook_id UUID NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
  entry_seq BIGINT,
  event TEXT NOT NULL,
  subject UUID NOT NULL,
  at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
  tries BIGINT NOT NULL,
  since BIGINT,
  next_at BIGINT,
  status BIGINT,
  fault TEXT,
  done_at BIGINT,
  CHECK ((next_at IS NOT NULL) = (state = 'waiting'))
);
CREATE UNIQUE INDEX webhook_delivery_once ON webhook_delivery (webhook_id, entry_seq);
CREATE INDEX webhook_delivery_of ON webhook_delivery (webhook_id, at);
CREATE INDEX webhook_delivery_due ON webhook_delivery (next_at) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_at ON webhook_delivery (at);
