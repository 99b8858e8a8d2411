// The drawing on the screen: shows a view, glides to another, keeps what is text or a mark at its size.
import { clamp, WHOLE, type Point, type Size, type View } from "./view";

const GLIDE_MILLISECONDS = 160;

export interface Screen {
  readonly map: SVGSVGElement;
  readonly size: Size;
  /** The view shown, or the one being glided to. */
  view(): View;
  /** The view shown now, on the way of a glide. */
  shown(): View;
  /** Shows a view at once. */
  show(view: View): void;
  /** Shows a view after a short glide, at once for those who want no motion. */
  glide(view: View): void;
  /** Units of the drawing for one pixel of the screen; 0 while the map is hidden. */
  unit(): number;
  /** The point of the drawing under a point of the window. */
  pointAt(clientX: number, clientY: number): Point;
  /** Calls back after each change of view or size. */
  onChange(listener: () => void): void;
}

export function screenOf(map: SVGSVGElement): Screen {
  const { width, height } = map.viewBox.baseVal;
  const size: Size = { width, height };
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const keep = keeper(map);
  const listeners: (() => void)[] = [];
  let shown = WHOLE;
  let target = WHOLE;
  let frame = 0;

  function draw(view: View): void {
    shown = view;
    const box = [view.x, view.y, width / view.zoom, height / view.zoom];
    map.setAttribute("viewBox", box.map((value) => value.toFixed(3)).join(" "));
    keep(view.zoom);
    for (const listener of listeners) listener();
  }

  const screen: Screen = {
    map,
    size,
    view: () => target,
    shown: () => shown,
    show(view) {
      cancelAnimationFrame(frame);
      target = clamp(view, size);
      draw(target);
    },
    glide(view) {
      if (still.matches) return screen.show(view);
      cancelAnimationFrame(frame);
      target = clamp(view, size);
      const from = shown;
      const start = performance.now();
      const step = (now: number) => {
        const part = Math.min(Math.max((now - start) / GLIDE_MILLISECONDS, 0), 1);
        draw(part === 1 ? target : between(from, target, 1 - (1 - part) ** 3));
        if (part < 1) frame = requestAnimationFrame(step);
      };
      frame = requestAnimationFrame(step);
    },
    unit() {
      const pixels = map.getBoundingClientRect().width;
      return pixels > 0 ? width / shown.zoom / pixels : 0;
    },
    pointAt(clientX, clientY) {
      const place = map.getBoundingClientRect();
      return {
        x: shown.x + (((clientX - place.left) / place.width) * width) / shown.zoom,
        y: shown.y + (((clientY - place.top) / place.height) * height) / shown.zoom,
      };
    },
    onChange: (listener) => void listeners.push(listener),
  };
  new ResizeObserver(() => draw(shown)).observe(map);
  return screen;
}

function between(from: View, to: View, part: number): View {
  // Zoom multiplies, so its steps do too; the corner follows the shown size, not the zoom.
  const zoom = from.zoom * (to.zoom / from.zoom) ** part;
  const span = 1 / to.zoom - 1 / from.zoom;
  const way = span === 0 ? part : (1 / zoom - 1 / from.zoom) / span;
  return { x: from.x + (to.x - from.x) * way, y: from.y + (to.y - from.y) * way, zoom };
}

/** Shrinks labels and marks of the server's drawing by as much as the view magnifies them. */
function keeper(map: SVGSVGElement): (zoom: number) => void {
  const groups = [...map.querySelectorAll<SVGGElement>("g.map-label, g.map-town")].map(
    (group) => [group, group.getAttribute("transform") ?? ""] as const,
  );
  const marks = [
    ...map.querySelectorAll<SVGCircleElement>("circle.map-place, circle.map-spot"),
  ].map((mark) => [mark, mark.r.baseVal.value] as const);
  return (zoom) => {
    for (const [group, transform] of groups) {
      group.setAttribute("transform", `${transform} scale(${(1 / zoom).toFixed(4)})`);
    }
    for (const [mark, radius] of marks) mark.setAttribute("r", (radius / zoom).toFixed(3));
  };
}
