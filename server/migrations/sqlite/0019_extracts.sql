-- Which extract of a register a run read: updates must follow one another.
ALTER TABLE import_run ADD COLUMN extract_number BIGINT;
-- Which record of a register has an establishment, for updates that name the establishment only.
CREATE TABLE register_unit (
  register TEXT NOT NULL,
  unit TEXT NOT NULL,
  number TEXT NOT NULL,
  organisation_id BLOB NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  PRIMARY KEY (register, unit, number)
);
CREATE INDEX register_unit_organisation ON register_unit (organisation_id);
INSERT OR IGNORE INTO register_unit (register, unit, number, organisation_id)
SELECT r.register, json_extract(e.value, '$.number'), r.number, r.organisation_id
FROM register_record r, json_each(CAST(r.bytes AS TEXT), '$.establishments') e
WHERE r.register = 'kbo';
