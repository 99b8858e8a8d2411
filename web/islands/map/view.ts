// The arithmetic of the map's view: which part of the drawing is shown, and which part of the earth
// that is. Pure: no page, no events.

/** Equirectangular, as documented in geo/projection.mjs. */
export interface Projection {
  readonly lon0: number;
  readonly lat0: number;
  readonly kx: number;
  readonly ky: number;
}

/** The drawing's own size in units of its view box, from its top left corner. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A part of the drawing of the same shape as the whole; `zoom` 1 shows all of it. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** West, south, east, north in degrees. */
export type Box = readonly [number, number, number, number];

export const MAX_ZOOM = 16;
export const WHOLE: View = { x: 0, y: 0, zoom: 1 };

/** Reads "lon0 lat0 kx ky"; nothing where a number is missing. */
export function parseProjection(text: string | undefined): Projection | undefined {
  const [lon0, lat0, kx, ky] = numbers(text);
  if (lon0 === undefined || lat0 === undefined || !kx || !ky) return undefined;
  return { lon0, lat0, kx, ky };
}

/** Reads "west,south,east,north"; nothing where it is no box. */
export function parseBox(text: string | undefined): Box | undefined {
  const [west, south, east, north] = numbers(text);
  if (west === undefined || south === undefined) return undefined;
  if (east === undefined || north === undefined) return undefined;
  return west < east && south < north ? [west, south, east, north] : undefined;
}

export function project(projection: Projection, longitude: number, latitude: number): Point {
  return {
    x: (longitude - projection.lon0) * projection.kx,
    y: (projection.lat0 - latitude) * projection.ky,
  };
}

/** Keeps the zoom in its range and the view on the drawing. */
export function clamp(view: View, size: Size): View {
  const zoom = Math.min(Math.max(view.zoom, 1), MAX_ZOOM);
  return {
    x: within(view.x, size.width - size.width / zoom),
    y: within(view.y, size.height - size.height / zoom),
    zoom,
  };
}

/** Zooms by `factor`, keeping `anchor` (a point of the drawing) where it is on the screen. */
export function zoomAt(view: View, size: Size, factor: number, anchor: Point): View {
  const zoom = Math.min(Math.max(view.zoom * factor, 1), MAX_ZOOM);
  const rest = view.zoom / zoom;
  return clamp(
    { x: anchor.x - (anchor.x - view.x) * rest, y: anchor.y - (anchor.y - view.y) * rest, zoom },
    size,
  );
}

/** Moves the view by a part of what it shows: (1, 0) is one full width to the right. */
export function pan(view: View, size: Size, right: number, down: number): View {
  return clamp(
    {
      x: view.x + (right * size.width) / view.zoom,
      y: view.y + (down * size.height) / view.zoom,
      zoom: view.zoom,
    },
    size,
  );
}

/** The point in the middle of the view. */
export function centre(view: View, size: Size): Point {
  return { x: view.x + size.width / view.zoom / 2, y: view.y + size.height / view.zoom / 2 };
}

/** The part of the earth a view shows. */
export function boxOf(view: View, size: Size, projection: Projection): Box {
  const longitude = (x: number) => projection.lon0 + x / projection.kx;
  const latitude = (y: number) => projection.lat0 - y / projection.ky;
  return [
    longitude(view.x),
    latitude(view.y + size.height / view.zoom),
    longitude(view.x + size.width / view.zoom),
    latitude(view.y),
  ];
}

/** The closest view that shows the whole box. */
export function viewOf(box: Box, size: Size, projection: Projection): View {
  const topLeft = project(projection, box[0], box[3]);
  const bottomRight = project(projection, box[2], box[1]);
  const zoom = Math.min(
    size.width / (bottomRight.x - topLeft.x),
    size.height / (bottomRight.y - topLeft.y),
    MAX_ZOOM,
  );
  return clamp(
    {
      x: (topLeft.x + bottomRight.x) / 2 - size.width / zoom / 2,
      y: (topLeft.y + bottomRight.y) / 2 - size.height / zoom / 2,
      zoom,
    },
    size,
  );
}

/** As it stands in an address: four decimals are some ten metres. */
export function formatBox(box: Box): string {
  return box.map((degrees) => degrees.toFixed(4)).join(",");
}

function within(value: number, max: number): number {
  return Math.min(Math.max(value, 0), max);
}

function numbers(text: string | undefined): number[] {
  const found = (text ?? "")
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return found.every(Number.isFinite) ? found : [];
}
