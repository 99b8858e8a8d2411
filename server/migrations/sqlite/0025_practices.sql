-- What worked in an organisation, what failed, and who took it up.
CREATE TABLE practice (
  id BLOB PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation_id BLOB NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  -- The chamber that looks first: its organisation's; and the one whose expert looks second.
  chamber TEXT NOT NULL,
  expert TEXT CHECK (expert <> chamber),
  author BLOB,
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'validated', 'published', 'returned', 'refused', 'withdrawn',
                                       'archived')),
  public BOOLEAN NOT NULL CHECK (public = (state = 'published')),
  language TEXT NOT NULL,
  -- Where it was done.
  territory TEXT NOT NULL,
  title TEXT NOT NULL,
  content TEXT NOT NULL,
  -- What is searched by: folded words, a space around each.
  words TEXT NOT NULL,
  -- What it is ranked by: confirmed adoptions, then how strong the evidence is.
  adoptions BIGINT NOT NULL CHECK (adoptions >= 0),
  grade BIGINT NOT NULL,
  -- Who found it good first, and who published it: two people.
  first BLOB,
  second BLOB CHECK (second <> first),
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  submitted_at BIGINT,
  published_at BIGINT,
  ended_at BIGINT,
  CHECK ((published_at IS NOT NULL) = (state IN ('published', 'withdrawn', 'archived'))),
  CHECK (published_at IS NULL OR expert IS NOT NULL)
);
CREATE INDEX practice_public ON practice (adoptions, grade, published_at, id) WHERE public;
CREATE INDEX practice_organisation ON practice (organisation_id, state);
CREATE INDEX practice_author ON practice (author);
CREATE INDEX practice_waiting ON practice (submitted_at) WHERE state IN ('submitted', 'validated');
CREATE INDEX practice_ended ON practice (ended_at) WHERE state = 'withdrawn';
-- What a chamber said of one.
CREATE TABLE practice_review (
  id BLOB PRIMARY KEY,
  practice_id BLOB NOT NULL REFERENCES practice (id) ON DELETE CASCADE,
  at BIGINT NOT NULL,
  chamber TEXT NOT NULL,
  reviewer BLOB NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('good', 'returned', 'refused')),
  body TEXT NOT NULL
);
CREATE INDEX practice_review_of ON practice_review (practice_id, at);
CREATE INDEX practice_reviewer ON practice_review (reviewer);
-- That somebody took one up: it counts when the adopter says so.
CREATE TABLE practice_adoption (
  id BLOB PRIMARY KEY,
  version BIGINT NOT NULL,
  practice_id BLOB NOT NULL REFERENCES practice (id) ON DELETE CASCADE,
  organisation_id BLOB NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  said_by TEXT NOT NULL CHECK (said_by IN ('owner', 'adopter')),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'declined', 'withdrawn')),
  language TEXT NOT NULL,
  territory TEXT NOT NULL,
  municipality TEXT NOT NULL,
  -- Days since 1970.
  since BIGINT NOT NULL,
  changed TEXT NOT NULL,
  cost TEXT,
  cost_text TEXT NOT NULL,
  result TEXT NOT NULL,
  author BLOB,
  confirmer BLOB,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  confirmed_at BIGINT,
  CHECK (state <> 'confirmed' OR confirmed_at IS NOT NULL)
);
CREATE UNIQUE INDEX practice_adoption_live ON practice_adoption (practice_id, organisation_id)
  WHERE state IN ('proposed', 'confirmed');
CREATE INDEX practice_adoption_organisation ON practice_adoption (organisation_id, state);
CREATE INDEX practice_adoption_author ON practice_adoption (author);
