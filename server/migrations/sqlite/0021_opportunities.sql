-- What an organisation offers or looks for. Of an anonymous one nobody is told whose it is until an introduction is accepted.
CREATE TABLE opportunity (
  id BLOB PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation_id BLOB NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  -- The chamber that reviews it, and the territory it is shown with: those of its organisation.
  chamber TEXT NOT NULL,
  territory TEXT NOT NULL,
  author BLOB,
  kind TEXT NOT NULL CHECK (kind IN ('BO', 'BR', 'TO', 'TR', 'RDR')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'under_review', 'published', 'on_hold', 'rejected', 'expired',
                                       'withdrawn', 'archived')),
  public BOOLEAN NOT NULL CHECK (public = (state = 'published')),
  anonymous BOOLEAN NOT NULL,
  interest BOOLEAN NOT NULL CHECK (NOT interest OR state = 'published'),
  language TEXT NOT NULL,
  title TEXT NOT NULL,
  content TEXT NOT NULL,
  -- What is filtered by: codes and folded words, a space around each.
  concepts TEXT NOT NULL,
  words TEXT NOT NULL,
  reviewer BLOB,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  submitted_at BIGINT,
  published_at BIGINT,
  expires_at BIGINT,
  extended BOOLEAN NOT NULL,
  reminded BOOLEAN NOT NULL,
  ended_at BIGINT,
  -- The last day on which interest can be shown, days since 1970.
  deadline BIGINT,
  CHECK ((published_at IS NULL) = (expires_at IS NULL)),
  CHECK ((reviewer IS NOT NULL) = (state = 'under_review'))
);
CREATE INDEX opportunity_public ON opportunity (published_at, id) WHERE public;
CREATE INDEX opportunity_organisation ON opportunity (organisation_id, state);
CREATE INDEX opportunity_author ON opportunity (author);
CREATE INDEX opportunity_waiting ON opportunity (chamber, submitted_at) WHERE state IN ('submitted', 'under_review');
CREATE INDEX opportunity_expires ON opportunity (expires_at) WHERE state = 'published';
CREATE INDEX opportunity_ended ON opportunity (published_at) WHERE state IN ('expired', 'withdrawn');
-- What an adviser said of one, and the scores of 0 to 5.
CREATE TABLE opportunity_review (
  id BLOB PRIMARY KEY,
  opportunity_id BLOB NOT NULL REFERENCES opportunity (id) ON DELETE CASCADE,
  at BIGINT NOT NULL,
  reviewer BLOB NOT NULL,
  advantage BIGINT NOT NULL CHECK (advantage BETWEEN 0 AND 5),
  clarity BIGINT NOT NULL CHECK (clarity BETWEEN 0 AND 5),
  cooperation BIGINT NOT NULL CHECK (cooperation BETWEEN 0 AND 5),
  language BIGINT NOT NULL CHECK (language BETWEEN 0 AND 5),
  verdict TEXT NOT NULL CHECK (verdict IN ('published', 'on_hold', 'rejected')),
  body TEXT NOT NULL
);
CREATE INDEX opportunity_review_of ON opportunity_review (opportunity_id, at);
CREATE INDEX opportunity_reviewer ON opportunity_review (reviewer);
