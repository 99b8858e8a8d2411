// What the map says, in the reader's language: the server writes it into `data-text-…` of the drawing.

export interface Texts {
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly whole: string;
  readonly searchHere: string;
  readonly hint: string;
  readonly failed: string;
  /** Name of a cluster for those who do not see it, from its count as the reader writes it. */
  cluster(count: string, name: string | undefined): string;
  /** Name of an organisation whose point stands for something larger. */
  approximate(name: string): string;
}

export function textsOf(map: SVGSVGElement): Texts {
  const data = map.dataset;
  return {
    zoomIn: data["textZoomIn"] ?? "+",
    zoomOut: data["textZoomOut"] ?? "−",
    whole: data["textWhole"] ?? "1:1",
    searchHere: data["textSearchHere"] ?? "",
    hint: data["textHint"] ?? "",
    failed: data["textFailed"] ?? "",
    cluster(count, name) {
      const words = (data["textCluster"] ?? "{count}").replace("{count}", count);
      return name ? `${name}: ${words}` : words;
    },
    approximate(name) {
      return (data["textApproximate"] ?? "{name}").replace("{name}", () => name);
    },
  };
}
