// The points of a result on the map: asks the server for clusters of the view, draws them, and makes
// them one stop of the tab key, within which the arrow keys go from mark to mark.
import { svg } from "../svg";
import { ZOOM_STEP } from "./gestures";
import type { Obstacle } from "./labels";
import type { Screen } from "./screen";
import type { Texts } from "./texts";
import { boxOf, formatBox, MAX_ZOOM, project, zoomAt, type Point, type Projection } from "./view";

const PAUSE_MILLISECONDS = 250;
/** Half the side, in degrees, of the box searched for a cluster that zooming does not part. */
const AROUND = 0.02;

/** As `/api/v1/organisations/points` answers. */
interface Cluster {
  readonly lat: number;
  readonly lon: number;
  readonly count: number;
  readonly name?: string;
  readonly href?: string;
  /** Of one organisation: `stated`, or the middle of its `municipality` or `territory`. */
  readonly precision?: string;
}

interface Mark extends Obstacle {
  readonly element: SVGGElement | SVGAElement;
}

export interface Hooks {
  /** Says something below the map, or nothing. */
  say(text: string): void;
  /** Goes to the list of what lies in a box. */
  search(box: string): void;
  /** Sets the names of towns around the marks. */
  label(marks: readonly Obstacle[]): void;
}

export function points(
  screen: Screen,
  projection: Projection,
  source: string,
  texts: Texts,
  hooks: Hooks,
): void {
  const { map, size } = screen;
  const layer = svg("g", { class: "map-points" });
  const language = document.documentElement.lang || undefined;
  const short = new Intl.NumberFormat(language, { notation: "compact" });
  const full = new Intl.NumberFormat(language);
  map.append(layer);
  let marks: Mark[] = [];
  let asked = "";
  let running = new AbortController();
  let timer = 0;

  function place(): void {
    const unit = screen.unit();
    for (const { element, at } of marks) {
      const scale = unit.toFixed(4);
      element.setAttribute("transform", `translate(${at.x} ${at.y}) scale(${scale})`);
    }
    hooks.label(marks);
  }

  async function ask(): Promise<void> {
    const url = new URL(source, location.href);
    url.searchParams.set("view", formatBox(boxOf(screen.view(), size, projection)));
    url.searchParams.set("zoom", String(Math.round(Math.log2(screen.view().zoom))));
    if (url.href === asked || screen.unit() === 0) return;
    asked = url.href;
    running.abort();
    running = new AbortController();
    try {
      const answer = await fetch(url, {
        signal: running.signal,
        headers: { accept: "application/json" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const { clusters } = (await answer.json()) as { readonly clusters: readonly Cluster[] };
      draw(clusters);
      hooks.say("");
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return;
      asked = "";
      hooks.say(texts.failed);
    }
  }

  function draw(clusters: readonly Cluster[]): void {
    const focused = marks.find(({ element }) => element === document.activeElement)?.at;
    // Big ones first, so that a small one near it lies on top and can be hit.
    const sorted = [...clusters].sort((a, b) => b.count - a.count);
    marks = sorted.map((cluster) => ({
      element: mark(cluster),
      at: rounded(project(projection, cluster.lon, cluster.lat)),
      radius: radiusOf(cluster.count),
    }));
    layer.replaceChildren(...marks.map(({ element }) => element));
    map.parentElement?.classList.add("map-filled");
    place();
    const stop = focused ? nearest(marks, focused) : marks[0];
    stop?.element.setAttribute("tabindex", "0");
    if (focused) stop?.element.focus({ preventScroll: true });
  }

  function mark(cluster: Cluster): Mark["element"] {
    const single = cluster.count === 1;
    const approximate = single && (cluster.precision ?? "stated") !== "stated";
    const label = labelOf(cluster, approximate);
    const title = svg("title");
    title.textContent = label;
    const radius = radiusOf(cluster.count).toFixed(1);
    const parts: SVGElement[] = [
      title,
      svg("circle", { class: approximate ? "map-dot map-approximate" : "map-dot", r: radius }),
    ];
    if (single) parts.push(svg("circle", { class: "map-hit", r: 12 }));
    else {
      const text = svg("text", { "aria-hidden": "true" });
      text.textContent = short.format(cluster.count);
      parts.push(text);
    }
    const attributes = {
      class: single ? "map-point" : "map-cluster",
      tabindex: -1,
      "aria-label": label,
    };
    if (cluster.href) return svg("a", { ...attributes, href: cluster.href }, ...parts);
    const button = svg("g", { ...attributes, role: "button" }, ...parts);
    button.addEventListener("click", () => open(cluster));
    button.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open(cluster);
    });
    return button;
  }

  function labelOf({ count, name }: Cluster, approximate: boolean): string {
    if (count !== 1 || !name) return texts.cluster(full.format(count), name);
    return approximate ? texts.approximate(name) : name;
  }

  /** Nearer, or where nearer does not exist: the list. */
  function open({ lon, lat }: Cluster): void {
    if (screen.view().zoom >= MAX_ZOOM) {
      return hooks.search(formatBox([lon - AROUND, lat - AROUND, lon + AROUND, lat + AROUND]));
    }
    const anchor = project(projection, lon, lat);
    screen.glide(zoomAt(screen.view(), size, ZOOM_STEP ** 2, anchor));
  }

  layer.addEventListener("keydown", (event) => {
    const current = marks.find(({ element }) => element === event.target);
    if (!current) return;
    if (event.key === "Escape") return map.focus();
    const next = neighbour(marks, current, event.key);
    if (!next) return;
    event.preventDefault();
    current.element.setAttribute("tabindex", "-1");
    next.element.setAttribute("tabindex", "0");
    next.element.focus({ preventScroll: true });
  });
  screen.onChange(() => {
    place();
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), PAUSE_MILLISECONDS);
  });
  void ask();
}

/** In pixels: grows with the order of magnitude, so that 10 and 10,000 can both be read. */
function radiusOf(count: number): number {
  return count === 1 ? 5 : 8 + 4 * Math.log10(count);
}

function rounded({ x, y }: Point): Point {
  return { x: Math.round(x * 100) / 100, y: Math.round(y * 100) / 100 };
}

function nearest(marks: readonly Mark[], { x, y }: Point): Mark | undefined {
  return least(marks, ({ at }) => Math.hypot(at.x - x, at.y - y));
}

/** The nearest mark in the direction of an arrow key, straight ahead before aside. */
function neighbour(marks: readonly Mark[], from: Mark, key: string): Mark | undefined {
  const directions: Record<string, readonly [number, number]> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  };
  const direction = directions[key];
  if (!direction) return undefined;
  const [right, down] = direction;
  return least(marks, ({ at }) => {
    const [dx, dy] = [at.x - from.at.x, at.y - from.at.y];
    const ahead = dx * right + dy * down;
    const aside = Math.abs(dx * down) + Math.abs(dy * right);
    return ahead > 0 ? ahead + 2 * aside : Infinity;
  });
}

function least(marks: readonly Mark[], cost: (mark: Mark) => number): Mark | undefined {
  let best: Mark | undefined;
  let lowest = Infinity;
  for (const mark of marks) {
    const value = cost(mark);
    if (value < lowest) [best, lowest] = [mark, value];
  }
  return best;
}
