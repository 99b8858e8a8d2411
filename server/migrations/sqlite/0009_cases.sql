CREATE TABLE case_stub (id BLOB PRIMARY KEY, kind TEXT NOT NULL, chamber TEXT NOT NULL, person_id BLOB, organisation_id BLOB, state TEXT NOT NULL, dossier TEXT NOT NULL);
