-- What introductions and outcomes come to, kept by a reader of the journal.
CREATE TABLE observatory_count (
  figure TEXT NOT NULL,
  year BIGINT NOT NULL,
  -- What is counted: territory and territory, border and obstacle, or the last step.
  line TEXT NOT NULL,
  item TEXT NOT NULL,
  many BIGINT NOT NULL,
  PRIMARY KEY (figure, year, line, item)
);
-- A figure as it was published: never changed, and of a month once.
CREATE TABLE observatory_table (
  figure TEXT NOT NULL,
  year BIGINT NOT NULL,
  -- Year and month.
  month BIGINT NOT NULL,
  complete BOOLEAN NOT NULL,
  -- How far the journal had been read.
  position BIGINT NOT NULL,
  -- What it covers: start-ups listed, chambers that work here.
  startups BIGINT NOT NULL,
  chambers BIGINT NOT NULL,
  -- SHA-256 of the text.
  hash TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (figure, year, month)
);
