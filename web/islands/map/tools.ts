// What stands on and below a living map: zoom buttons, the hint, "search here".
import { html, svg } from "../svg";
import { zoomBy, ZOOM_STEP } from "./gestures";
import type { Screen } from "./screen";
import type { Texts } from "./texts";
import { MAX_ZOOM, WHOLE } from "./view";

export interface Tools {
  /** Shows a message in place of the hint; the hint again when empty. */
  say(text: string): void;
}

/** `search` is absent where the map shows places, not a result. */
export function tools(screen: Screen, texts: Texts, search?: () => void): Tools {
  const { map } = screen;
  const frame = map.parentElement;
  const nearer = button(texts.zoomIn, "M1 7h12M7 1v12", () => zoomBy(screen, ZOOM_STEP));
  const farther = button(texts.zoomOut, "M1 7h12", () => zoomBy(screen, 1 / ZOOM_STEP));
  const whole = button(texts.whole, "M1 5V1h4M9 1h4v4M13 9v4H9M5 13H1V9", () =>
    screen.glide(WHOLE),
  );
  frame?.append(html("div", { class: "map-tools" }, nearer, farther, whole));

  const hint = html("p", { id: `${map.id || "map"}-hint`, role: "status" }, texts.hint);
  const foot = html("div", { class: "map-foot" }, hint);
  frame?.after(foot);
  map.setAttribute("tabindex", "0");
  map.setAttribute("aria-describedby", hint.id);
  frame?.classList.add("map-live");

  let go: HTMLButtonElement | undefined;
  if (search) {
    go = html("button", { type: "button", class: "button button-quiet button-small" });
    go.append(texts.searchHere);
    go.disabled = true;
    go.addEventListener("click", search);
    foot.append(go);
  }
  const start = screen.view();
  screen.onChange(() => {
    const view = screen.view();
    nearer.disabled = view.zoom >= MAX_ZOOM;
    farther.disabled = view.zoom <= 1;
    whole.disabled = view.zoom <= 1;
    if (go) go.disabled = view.x === start.x && view.y === start.y && view.zoom === start.zoom;
  });
  farther.disabled = start.zoom <= 1;
  whole.disabled = start.zoom <= 1;
  return { say: (text) => (hint.textContent = text || texts.hint) };
}

function button(label: string, icon: string, act: () => void): HTMLButtonElement {
  const drawing = svg(
    "svg",
    { viewBox: "0 0 14 14", "aria-hidden": "true" },
    svg("path", { d: icon }),
  );
  const made = html("button", { type: "button", "aria-label": label, title: label }, drawing);
  made.addEventListener("click", act);
  return made;
}
