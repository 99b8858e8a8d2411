-- People: how they sign in, what they may do where.
CREATE TABLE person (
  id UUID PRIMARY KEY,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  -- Lower case; a tombstone of an erased person holds its own id instead.
  mail TEXT NOT NULL UNIQUE,
  language TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  confirmed_at BIGINT,
  password_hash TEXT,
  -- Shorter than a password may be without a second factor: it goes when that goes.
  password_short BOOLEAN NOT NULL,
  -- Sealed under a key that follows from the node's secret.
  totp_secret BYTEA,
  -- The last step a code was taken for: each counts once.
  totp_step BIGINT NOT NULL,
  -- When the first good code was typed; the secret is only proposed before.
  totp_since BIGINT,
  professional BOOLEAN NOT NULL,
  admin BOOLEAN NOT NULL,
  keys_off BOOLEAN NOT NULL,
  digest TEXT NOT NULL CHECK (digest IN ('at_once', 'daily')),
  erased_at BIGINT
);

CREATE TABLE session (
  id UUID PRIMARY KEY,
  -- SHA-256 of what the cookie holds.
  id_hash BYTEA NOT NULL UNIQUE,
  person_id UUID NOT NULL REFERENCES person (id),
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  level BIGINT NOT NULL CHECK (level IN (1, 2)),
  authenticated_at BIGINT NOT NULL,
  agent TEXT NOT NULL,
  prefix TEXT NOT NULL,
  stay BOOLEAN NOT NULL,
  -- A role changed: the next page gives it a new secret.
  renew BOOLEAN NOT NULL,
  ended_at BIGINT
);
CREATE INDEX session_person ON session (person_id, ended_at);

CREATE TABLE sign_in_link (
  token_hash BYTEA PRIMARY KEY,
  -- Nobody's yet where the address is new.
  person_id UUID REFERENCES person (id),
  mail TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('sign_in', 'reset', 'invite', 'once', 'second')),
  -- SHA-256 of the cookie of the browser that asked; null: any browser.
  browser_hash BYTEA,
  code_hash BYTEA,
  path TEXT NOT NULL,
  stay BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX sign_in_link_person ON sign_in_link (person_id);
CREATE INDEX sign_in_link_mail ON sign_in_link (mail, created_at);
CREATE INDEX sign_in_link_browser ON sign_in_link (browser_hash);
CREATE INDEX sign_in_link_expires ON sign_in_link (expires_at);

CREATE TABLE recovery_code (
  person_id UUID NOT NULL REFERENCES person (id),
  hash BYTEA NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (person_id, hash)
);

CREATE TABLE passkey (
  id UUID PRIMARY KEY,
  person_id UUID NOT NULL REFERENCES person (id),
  -- What the authenticator calls it.
  credential BYTEA NOT NULL UNIQUE,
  name TEXT NOT NULL,
  data TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX passkey_person ON passkey (person_id);

-- What an authenticator was asked, until it answers.
CREATE TABLE passkey_challenge (
  id_hash BYTEA PRIMARY KEY,
  person_id UUID REFERENCES person (id),
  state TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX passkey_challenge_person ON passkey_challenge (person_id);
CREATE INDEX passkey_challenge_expires ON passkey_challenge (expires_at);

-- Failures in a row, by a keyed hash of an address or of a link: no row says whose.
CREATE TABLE attempt (
  key BYTEA PRIMARY KEY,
  failures BIGINT NOT NULL,
  last_at BIGINT NOT NULL
);
CREATE INDEX attempt_last ON attempt (last_at);

CREATE TABLE membership (
  person_id UUID NOT NULL REFERENCES person (id),
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  role TEXT NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
  since BIGINT NOT NULL,
  PRIMARY KEY (person_id, organisation_id)
);
CREATE INDEX membership_organisation ON membership (organisation_id);

CREATE TABLE mandate (
  person_id UUID NOT NULL REFERENCES person (id),
  chamber TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('adviser', 'moderator', 'head')),
  since BIGINT NOT NULL,
  PRIMARY KEY (person_id, chamber)
);
CREATE INDEX mandate_chamber ON mandate (chamber);

CREATE TABLE token (
  id UUID PRIMARY KEY,
  person_id UUID NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,
  hash BYTEA NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  level BIGINT NOT NULL CHECK (level IN (1, 2)),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  ended_at BIGINT
);
CREATE INDEX token_person ON token (person_id);
