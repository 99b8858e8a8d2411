// Where the names of towns stand: right of their dot, else below, above or left of it; hidden where none
// of these is free of marks, other names and the map's edge. The server's order is their order of
// importance. Lengths here are units of a label's own group, which keep their size on the screen.
import type { Screen } from "./screen";
import type { Point } from "./view";

/** A mark on the map: its middle in units of the drawing, its radius in pixels. */
export interface Obstacle {
  readonly at: Point;
  readonly radius: number;
}

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Town {
  readonly group: SVGGElement;
  readonly text: SVGTextElement;
  readonly at: Point;
}

const GAP = 4;

/** Returns the function that sets all names anew around the marks given. */
export function labels(screen: Screen): (obstacles: readonly Obstacle[]) => void {
  const towns: Town[] = [];
  for (const group of screen.map.querySelectorAll<SVGGElement>("g.map-town")) {
    const text = group.querySelector("text");
    const move = group.transform.baseVal.getItem(0);
    if (text) towns.push({ group, text, at: { x: move.matrix.e, y: move.matrix.f } });
  }
  // Territories that are points stay where they are, whatever the marks do.
  const spots = [...screen.map.querySelectorAll<SVGCircleElement>("circle.map-spot")].map(
    (spot) => ({
      at: { x: spot.cx.baseVal.value, y: spot.cy.baseVal.value },
      radius: spot.r.baseVal.value,
    }),
  );
  return (marks) => {
    const obstacles = [...marks, ...spots];
    const unit = screen.unit();
    if (unit === 0) return;
    const { x, y, zoom } = screen.shown();
    const { width, height } = screen.size;
    const edge = {
      left: x * zoom,
      top: y * zoom,
      right: x * zoom + width,
      bottom: y * zoom + height,
    };
    const taken = obstacles.map(({ at, radius }) =>
      around(at.x * zoom, at.y * zoom, radius * unit * zoom),
    );
    for (const { group, text, at } of towns) {
      const middle = { x: at.x * zoom, y: at.y * zoom };
      const reach = clearance(middle, obstacles, unit, zoom);
      const size = parseFloat(getComputedStyle(text).fontSize);
      const length = text.getComputedTextLength() || size * 0.55 * (text.textContent ?? "").length;
      const found = places(middle, reach, length, size).find(
        ({ box }) => inside(box, edge) && !taken.some((other) => overlap(box, other)),
      );
      group.classList.toggle("is-crowded", !found);
      if (!found) continue;
      taken.push(found.box);
      text.setAttribute("text-anchor", found.anchor);
      text.setAttribute("x", (found.x - middle.x).toFixed(1));
      text.setAttribute("y", (found.y - middle.y).toFixed(1));
    }
  };
}

interface Place {
  readonly anchor: "start" | "middle" | "end";
  readonly x: number;
  readonly y: number;
  readonly box: Rectangle;
}

function places(at: Point, reach: number, length: number, size: number): Place[] {
  const place = (anchor: Place["anchor"], x: number, y: number): Place => {
    const left = anchor === "start" ? x : anchor === "end" ? x - length : x - length / 2;
    return {
      anchor,
      x,
      y,
      box: { left, top: y - size * 0.8, right: left + length, bottom: y + size * 0.25 },
    };
  };
  const level = at.y + size * 0.3;
  return [
    place("start", at.x + reach, level),
    place("middle", at.x, at.y + reach + size * 0.8),
    place("middle", at.x, at.y - reach - size * 0.25),
    place("end", at.x - reach, level),
  ];
}

/** How far from a town's dot its name begins: past the mark that covers the dot, if one does. */
function clearance(
  town: Point,
  obstacles: readonly Obstacle[],
  unit: number,
  zoom: number,
): number {
  let reach = 2 + GAP;
  for (const { at, radius } of obstacles) {
    const away = Math.hypot(at.x * zoom - town.x, at.y * zoom - town.y);
    const size = radius * unit * zoom;
    if (away < size + 2) reach = Math.max(reach, away + size + GAP);
  }
  return reach;
}

function around(x: number, y: number, radius: number): Rectangle {
  return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function inside(a: Rectangle, b: Rectangle): boolean {
  return a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
}
