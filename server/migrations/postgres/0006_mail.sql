-- Letters that leave the machine: written with the change that causes them, or by the journal's reader of notices; sent by a job.
CREATE TABLE mail (
  id UUID PRIMARY KEY,
  -- The journal's entry it tells of; with recipient and kind it is written once.
  entry_seq BIGINT,
  recipient UUID,
  address TEXT NOT NULL,
  kind TEXT NOT NULL,
  language TEXT NOT NULL,
  subject TEXT NOT NULL,
  text_body TEXT NOT NULL,
  html_body TEXT NOT NULL,
  about TEXT,
  created_at BIGINT NOT NULL,
  not_before BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  sent_at BIGINT,
  failed_at BIGINT,
  held BOOLEAN NOT NULL,
  error TEXT,
  UNIQUE (entry_seq, address, kind)
);
CREATE INDEX mail_due ON mail (sent_at, not_before);
CREATE INDEX mail_recipient ON mail (recipient);
CREATE INDEX mail_about ON mail (about);
