// The map island: gives a map drawn by the server points, pan, zoom and "search here". Without it the
// drawing, its figures and its links stay as they are. See web/README.md for the attributes it reads.
import { listen } from "./map/gestures";
import { labels } from "./map/labels";
import { points } from "./map/points";
import { screenOf } from "./map/screen";
import { textsOf } from "./map/texts";
import { tools } from "./map/tools";
import { boxOf, formatBox, parseBox, parseProjection, viewOf } from "./map/view";

/** Goes to the same list, within a box, from its first page. */
function searchIn(box: string): void {
  const url = new URL(location.href);
  url.searchParams.delete("cursor");
  url.searchParams.set("bbox", box);
  url.hash = "";
  location.assign(url);
}

function live(map: SVGSVGElement): void {
  const projection = parseProjection(map.dataset["projection"]);
  if (!projection) return;
  const source = map.dataset["points"];
  const texts = textsOf(map);
  const screen = screenOf(map);
  const label = labels(screen);
  const box = parseBox(map.dataset["bbox"]);
  if (box) screen.show(viewOf(box, screen.size, projection));
  const search = () => searchIn(formatBox(boxOf(screen.view(), screen.size, projection)));
  const { say } = tools(screen, texts, source ? search : undefined);
  listen(screen);
  if (source) points(screen, projection, source, texts, { say, search: searchIn, label });
  else screen.onChange(() => label([]));
}

for (const map of document.querySelectorAll<SVGSVGElement>('svg[data-island="map"]')) live(map);
