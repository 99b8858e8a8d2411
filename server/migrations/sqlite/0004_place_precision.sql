-- How well a point is known: stated by the register, or the middle of the municipality or of the territory.
ALTER TABLE place ADD COLUMN precision TEXT CHECK (precision IN ('stated', 'municipality', 'territory'));
ALTER TABLE organisation ADD COLUMN precision TEXT CHECK (precision IN ('stated', 'municipality', 'territory'));
-- Which middle a point is cannot be told here: those of a territory get their word with the next change of their record.
UPDATE place SET precision = CASE WHEN EXISTS (
  SELECT 1 FROM register_record r
  WHERE r.organisation_id = place.organisation_id AND r.register = place.register AND instr(CAST(r.bytes AS TEXT), '"point":[') > 0
) THEN 'stated' ELSE 'municipality' END
WHERE latitude IS NOT NULL;
-- The seat's point is that of one of its places.
UPDATE organisation SET precision = coalesce((
  SELECT max(p.precision) FROM place p
  WHERE p.organisation_id = organisation.id AND p.role = 'seat'
    AND p.latitude = organisation.latitude AND p.longitude = organisation.longitude
), 'municipality')
WHERE latitude IS NOT NULL;
