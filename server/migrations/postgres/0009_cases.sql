CREATE TABLE case_stub (id UUID PRIMARY KEY, kind TEXT NOT NULL, chamber TEXT NOT NULL, person_id UUID, organisation_id UUID, state TEXT NOT NULL, dossier TEXT NOT NULL);
