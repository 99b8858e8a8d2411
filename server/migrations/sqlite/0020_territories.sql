-- Where an organisation counts, space between: the territory of its seat, then those of its open establishments by code.
ALTER TABLE organisation ADD COLUMN territories TEXT NOT NULL DEFAULT '';
UPDATE organisation SET territories = territory || coalesce((
  SELECT group_concat(' ' || code, '') FROM (
    SELECT DISTINCT place.territory AS code FROM place
    WHERE place.organisation_id = organisation.id AND place.role <> 'seat' AND place.territory NOT IN ('outside', organisation.territory)
    ORDER BY code
  ) AS further
), '');

-- A point may stand for a postal code too.
ALTER TABLE organisation ADD COLUMN known TEXT CHECK (known IN ('stated', 'municipality', 'postal-code', 'territory'));
UPDATE organisation SET known = precision;
ALTER TABLE organisation DROP COLUMN precision;
ALTER TABLE organisation RENAME COLUMN known TO precision;
ALTER TABLE place ADD COLUMN known TEXT CHECK (known IN ('stated', 'municipality', 'postal-code', 'territory'));
UPDATE place SET known = precision;
ALTER TABLE place DROP COLUMN precision;
ALTER TABLE place RENAME COLUMN known TO precision;
