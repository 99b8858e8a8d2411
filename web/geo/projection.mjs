// The map's projection: equirectangular, straight lines in latitude and longitude, so that the
// server and the islands invert it with four numbers.
//
//   x = (longitude - lon0) * kx      longitude = lon0 + x / kx
//   y = (lat0 - latitude) * ky       latitude  = lat0 - y / ky
//
// kx / ky = cos(reference latitude). Over the three degrees of a cross-border region the error in
// shape stays under two per cent, less than the outlines' own.

/** Fits `bounds` ([west, south, east, north] in degrees) into width x height units, centred. */
export function fit(bounds, width, height, padding, referenceLatitude) {
  const [west, south, east, north] = bounds;
  const squeeze = Math.cos((referenceLatitude * Math.PI) / 180);
  const ky = Math.min(
    (width - 2 * padding) / ((east - west) * squeeze),
    (height - 2 * padding) / (north - south),
  );
  const kx = ky * squeeze;
  const lon0 = west - (width / kx - (east - west)) / 2;
  const lat0 = north + (height / ky - (north - south)) / 2;
  return {
    kind: "equirectangular",
    lon0: round(lon0, 6),
    lat0: round(lat0, 6),
    kx: round(kx, 4),
    ky: round(ky, 4),
  };
}

/** [longitude, latitude] in degrees to [x, y] in units of the view box. */
export function project({ lon0, lat0, kx, ky }, [longitude, latitude]) {
  return [(longitude - lon0) * kx, (lat0 - latitude) * ky];
}

/** Rounds half away from zero to `digits` decimals; never gives -0. */
export function round(value, digits) {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale + 0;
}
