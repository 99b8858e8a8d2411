-- Which extract of a register a run read: updates must follow one another.
ALTER TABLE import_run ADD COLUMN extract_number BIGINT;
-- Which record of a register has an establishment, for updates that name the establishment only.
CREATE TABLE register_unit (
  register TEXT NOT NULL,
  unit TEXT NOT NULL,
  number TEXT NOT NULL,
  organisation_id UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  PRIMARY KEY (register, unit, number)
);
CREATE INDEX register_unit_organisation ON register_unit (organisation_id);
INSERT INTO register_unit (register, unit, number, organisation_id)
SELECT r.register, e ->> 'number', r.number, r.organisation_id
FROM register_record r, jsonb_array_elements(convert_from(r.bytes, 'UTF8')::jsonb -> 'establishments') e
WHERE r.register = 'kbo'
ON CONFLICT DO NOTHING;
