// The geometry files: the region's outlines as the server will draw them, and the table of places.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { parse } from "smol-toml";
import { outlines, path } from "../../geo/outlines.mjs";
import { places } from "../../geo/places.mjs";
import { fit, project } from "../../geo/projection.mjs";
import { divisions } from "../../nace.mjs";

const pack = new URL("../../../regions/greater-region/map-shapes.toml", import.meta.url);
const shapes = parse(readFileSync(pack, "utf8"));
const map = outlines(shapes);

/** Path data of `M x y l dx dy … z` back to rings of absolute points. */
function rings(d) {
  return d
    .split("M")
    .filter(Boolean)
    .map((part) => {
      const [start, steps] = part.replace("z", "").split("l");
      const [x, y] = start.trim().split(" ").map(Number);
      const numbers = [...steps.matchAll(/-?(?:\d+\.?\d*|\.\d+)/g)].map(Number);
      const ring = [[x, y]];
      for (let i = 0; i < numbers.length; i += 2) {
        const [px, py] = ring.at(-1);
        ring.push([px + numbers[i], py + numbers[i + 1]]);
      }
      return ring;
    });
}

function holds(d, [x, y]) {
  let inside = false;
  for (const ring of rings(d)) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [[xi, yi], [xj, yj]] = [ring[i], ring[j]];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

const towns = [
  ["LU", 49.61, 6.13],
  ["LU", 50.05, 6.02],
  ["LOR", 49.12, 6.18],
  ["LOR", 48.17, 6.45],
  ["LOR", 49.16, 5.38],
  ["SAR", 49.24, 6.99],
  ["SAR", 49.52, 7.17],
  ["RLP", 49.76, 6.64],
  ["RLP", 50.0, 8.26],
  ["WAL", 50.47, 4.87],
  ["WAL", 49.68, 5.82],
  ["WAL", 50.74, 3.21],
];

test("towns lie in their own territory and in no other", () => {
  for (const [code, latitude, longitude] of towns) {
    const at = project(map.projection, [longitude, latitude]);
    const found = map.territories.filter(({ d }) => holds(d, at)).map((one) => one.code);
    assert.deepEqual(found, [code], `${latitude} ${longitude}`);
  }
});

test("territories leave neither gaps nor overlaps along their borders", () => {
  // Probes a tenth of a unit apart on both sides of the borders: each is in exactly one territory,
  // but for the few that fall off the region where a border meets its edge.
  let off = 0;
  let probes = 0;
  for (const line of rings(map.borders)) {
    for (const [x, y] of line.slice(1, -1)) {
      for (const [dx, dy] of [
        [0.25, 0.27],
        [-0.25, 0.27],
        [0.25, -0.27],
        [-0.25, -0.27],
      ]) {
        probes += 1;
        const found = map.territories.filter(({ d }) => holds(d, [x + dx, y + dy]));
        assert.ok(found.length <= 1, `overlap near ${x} ${y}`);
        if (found.length === 0) off += 1;
      }
    }
  }
  assert.ok(probes > 500);
  assert.equal(off, 0);
});

test("labels of territories lie on their land, a point's on its neighbour", () => {
  for (const { code, d, label } of map.territories) {
    assert.ok(holds(d, [label.x, label.y]), code);
  }
  const [point] = map.points;
  assert.equal(point.code, "DG");
  const wallonia = map.territories.find(({ code }) => code === "WAL");
  assert.ok(holds(wallonia.d, [point.x, point.y]));
});

test("the drawing fits its view box and its budget", () => {
  const [, , width, height] = map.viewBox;
  const points = map.territories.flatMap(({ d }) => rings(d).flat());
  assert.ok(points.every(([x, y]) => x >= 0 && x <= width && y >= 0 && y <= height));
  const spans = [0, 1].map((axis) => points.map((point) => point[axis]));
  assert.ok(Math.max(...spans[0]) - Math.min(...spans[0]) > width * 0.9);
  assert.ok(gzipSync(JSON.stringify(map)).length < 8_000);
});

test("path data: relative steps in tenths, without adding up their rounding", () => {
  const line = Array.from({ length: 101 }, (_, index) => [index * 0.34, 0]);
  const [ring] = rings(path(line, false));
  assert.ok(Math.abs(ring.at(-1)[0] - 34) < 1e-9);
  assert.equal(
    path(
      [
        [0, 0],
        [0.5, -0.5],
        [1, 0],
        [0, 0],
      ],
      true,
    ),
    "M0 0l.5-.5 .5 .5z",
  );
});

test("an unknown shape is named together with those there are", () => {
  const wrong = { ...shapes, territory: [{ code: "X", file: "lux", shapes: ["Atlantis"] }] };
  assert.throws(() => outlines(wrong), /X: no shape "Atlantis" in lux; there are: Diekirch/);
});

test("the projection puts the box in the middle and keeps its shape", () => {
  const projection = fit([5, 49, 7, 50], 620, 530, 10, 49.5);
  const [left] = project(projection, [5, 50]);
  const [right, bottom] = project(projection, [7, 49]);
  assert.ok(Math.abs(left - 10) < 0.01 && Math.abs(right - 610) < 0.01);
  assert.ok(bottom < 530);
  assert.ok(Math.abs(projection.kx / projection.ky - Math.cos((49.5 * Math.PI) / 180)) < 1e-6);
});

test("places: sorted lines of six columns, within the box", () => {
  const [head, ...lines] = places(shapes.places).trimEnd().split("\n");
  assert.equal(head, "name\tlat\tlon\tcountry\tpopulation\tdivision");
  assert.deepEqual(lines, [...lines].sort());
  assert.ok(lines.length > 5_000);
  const metz = lines.find((line) => line.startsWith("Metz\t")).split("\t");
  assert.equal(metz.length, 6);
  assert.ok(Math.abs(Number(metz[1]) - 49.12) < 0.02 && Math.abs(Number(metz[2]) - 6.18) < 0.02);
  assert.deepEqual([metz[3], metz[5]], ["FR", "FR.44.57"]);
  assert.ok(lines.every((line) => line.split("\t").length === 6));
});

test("divisions: 87 of them, named in three languages", () => {
  const found = divisions();
  assert.equal(found.length, 87);
  assert.deepEqual(
    found.map(([code]) => code),
    found.map(([code]) => code).sort(),
  );
  for (const [, names] of found) assert.deepEqual(Object.keys(names), ["fr", "de", "en"]);
});
