// Moving the map by hand: mouse, wheel with ctrl or meta, two fingers, keys. One finger and the bare
// wheel scroll the page, as everywhere else on it.
import type { Screen } from "./screen";
import { centre, pan, WHOLE, zoomAt, type Point } from "./view";

const DRAG_PIXELS = 4;
const KEY_STEP = 1 / 6;
export const ZOOM_STEP = 1.8;

export function listen(screen: Screen): void {
  const { map } = screen;
  drag(screen);
  map.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const factor = Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 120);
      const anchor = screen.pointAt(event.clientX, event.clientY);
      screen.show(zoomAt(screen.view(), screen.size, factor, anchor));
    },
    { passive: false },
  );
  map.addEventListener("dblclick", (event) => {
    event.preventDefault();
    zoomBy(screen, event.shiftKey ? 1 / ZOOM_STEP : ZOOM_STEP, event);
  });
  map.addEventListener("keydown", (event) => {
    if (event.target !== map || event.ctrlKey || event.metaKey || event.altKey) return;
    if (key(screen, event.key)) event.preventDefault();
  });
}

/** Glides to a nearer or farther view, around a point of the window or the middle. */
export function zoomBy(
  screen: Screen,
  factor: number,
  at?: { readonly clientX: number; readonly clientY: number },
): void {
  const { size } = screen;
  const anchor = at ? screen.pointAt(at.clientX, at.clientY) : centre(screen.view(), size);
  screen.glide(zoomAt(screen.view(), size, factor, anchor));
}

function key(screen: Screen, name: string): boolean {
  const move = (right: number, down: number) =>
    screen.glide(pan(screen.view(), screen.size, right * KEY_STEP, down * KEY_STEP));
  switch (name) {
    case "ArrowLeft":
      move(-1, 0);
      return true;
    case "ArrowRight":
      move(1, 0);
      return true;
    case "ArrowUp":
      move(0, -1);
      return true;
    case "ArrowDown":
      move(0, 1);
      return true;
    case "+":
    case "=":
      zoomBy(screen, ZOOM_STEP);
      return true;
    case "-":
      zoomBy(screen, 1 / ZOOM_STEP);
      return true;
    case "0":
      screen.glide(WHOLE);
      return true;
    default:
      return false;
  }
}

/** One mouse button drags, two fingers drag and pinch. A drag is not a click on what lies under it. */
function drag(screen: Screen): void {
  const { map } = screen;
  const fingers = new Map<number, Point>();
  let dragged = false;

  map.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (fingers.size === 0) dragged = false;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  map.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    const other = others[0];
    if (event.pointerType === "touch" && !other) return;
    if (!dragged && distance(before, now) < DRAG_PIXELS && !other) return;
    if (!dragged) {
      dragged = true;
      map.setPointerCapture(event.pointerId);
      map.classList.add("is-dragged");
    }
    fingers.set(event.pointerId, now);
    screen.show(other ? pinched(screen, before, now, other) : moved(screen, before, now));
  });
  const lift = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    if (fingers.size > 0) return;
    map.classList.remove("is-dragged");
    // The click that ends a drag follows at once; a later one, by key, is meant.
    setTimeout(() => (dragged = false));
  };
  map.addEventListener("pointerup", lift);
  map.addEventListener("pointercancel", lift);
  map.addEventListener("pointerleave", lift);
  map.addEventListener("dragstart", (event) => event.preventDefault());
  map.addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length > 1) event.preventDefault();
    },
    { passive: false },
  );
  map.addEventListener(
    "click",
    (event) => {
      if (!dragged) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
}

function moved(screen: Screen, before: Point, now: Point) {
  const from = screen.pointAt(before.x, before.y);
  const to = screen.pointAt(now.x, now.y);
  const { x, y, zoom } = screen.view();
  return { x: x + from.x - to.x, y: y + from.y - to.y, zoom };
}

function pinched(screen: Screen, before: Point, now: Point, other: Point) {
  const factor = distance(now, other) / Math.max(distance(before, other), 1);
  const anchor = screen.pointAt((now.x + other.x) / 2, (now.y + other.y) / 2);
  const shifted = moved(screen, middle(before, other), middle(now, other));
  return zoomAt(shifted, screen.size, factor, anchor);
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
