// The arithmetic of the map island, bundled as the browser gets it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const source = fileURLToPath(new URL("../../islands/map/view.ts", import.meta.url));
const { outputFiles } = await build({
  entryPoints: [source],
  bundle: true,
  format: "esm",
  write: false,
});
const view = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
);

const size = { width: 620, height: 530 };
const projection = { lon0: 2.7, lat0: 51, kx: 106, ky: 163 };

test("a projection is four numbers, the scales not zero", () => {
  assert.deepEqual(view.parseProjection("2.7 51 106 163"), projection);
  for (const wrong of [undefined, "", "2.7 51 106", "2.7 51 0 163", "a b c d"]) {
    assert.equal(view.parseProjection(wrong), undefined, String(wrong));
  }
});

test("a box is west, south, east, north, and not empty", () => {
  assert.deepEqual(view.parseBox("5,49,6,50"), [5, 49, 6, 50]);
  for (const wrong of [undefined, "", "5,49,6", "6,49,5,50", "5,50,6,49", "5,49,x,50"]) {
    assert.equal(view.parseBox(wrong), undefined, String(wrong));
  }
});

test("zooming keeps the anchor where it is", () => {
  const anchor = { x: 300, y: 200 };
  let shown = { x: 100, y: 80, zoom: 2 };
  for (const factor of [1.8, 1.3, 1 / 1.5]) {
    const next = view.zoomAt(shown, size, factor, anchor);
    const before = (anchor.x - shown.x) * shown.zoom;
    const after = (anchor.x - next.x) * next.zoom;
    assert.ok(Math.abs(before - after) < 1e-6);
    shown = next;
  }
});

test("the view stays on the drawing and within its zooms", () => {
  const wild = [
    { x: -500, y: -500, zoom: 4 },
    { x: 9_000, y: 9_000, zoom: 4 },
    { x: 0, y: 0, zoom: 0.1 },
    { x: 10, y: 10, zoom: 900 },
  ];
  for (const one of wild) {
    const { x, y, zoom } = view.clamp(one, size);
    assert.ok(zoom >= 1 && zoom <= view.MAX_ZOOM);
    assert.ok(x >= 0 && x + size.width / zoom <= size.width + 1e-9);
    assert.ok(y >= 0 && y + size.height / zoom <= size.height + 1e-9);
  }
  assert.deepEqual(view.pan(view.WHOLE, size, 1, 1), view.WHOLE);
});

test("a box becomes a view that shows all of it", () => {
  for (const box of [
    [5, 49, 6, 50],
    [6.1, 49.1, 6.2, 49.11],
    [4, 48.9, 4.1, 50.5],
  ]) {
    const shown = view.boxOf(view.viewOf(box, size, projection), size, projection);
    assert.ok(shown[0] <= box[0] + 1e-9 && shown[1] <= box[1] + 1e-9, String(box));
    assert.ok(shown[2] >= box[2] - 1e-9 && shown[3] >= box[3] - 1e-9, String(box));
  }
});

test("the whole drawing as a box, as it stands in an address", () => {
  assert.equal(
    view.formatBox(view.boxOf(view.WHOLE, size, projection)),
    "2.7000,47.7485,8.5491,51.0000",
  );
});
