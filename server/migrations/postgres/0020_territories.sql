-- Where an organisation counts, space between: the territory of its seat, then those of its open establishments by code.
ALTER TABLE organisation ADD COLUMN territories TEXT NOT NULL DEFAULT '';
UPDATE organisation SET territories = territory || coalesce((
  SELECT string_agg(' ' || code, '' ORDER BY code) FROM (
    SELECT DISTINCT place.territory AS code FROM place
    WHERE place.organisation_id = organisation.id AND place.role <> 'seat' AND place.territory NOT IN ('outside', organisation.territory)
  ) AS further
), '');

-- A point may stand for a postal code too.
ALTER TABLE organisation DROP CONSTRAINT organisation_precision_check;
ALTER TABLE organisation ADD CONSTRAINT organisation_precision_check CHECK (precision IN ('stated', 'municipality', 'postal-code', 'territory'));
ALTER TABLE place DROP CONSTRAINT place_precision_check;
ALTER TABLE place ADD CONSTRAINT place_precision_check CHECK (precision IN ('stated', 'municipality', 'postal-code', 'territory'));
