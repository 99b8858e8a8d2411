// Builds everything the server embeds: node build.mjs OUTDIR [REGION_DIR]
//
//   OUTDIR/static/   style sheet, fonts (hashed names) and their licence, islands, icon
//   OUTDIR/map.json  outlines and projection      OUTDIR/places.tsv  towns and coordinates
//   OUTDIR/nace21.json  names of the divisions
//
// REGION_DIR is the region pack's folder; without it, the one of this repository. The same sources
// and lock file give the same bytes.
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { parse } from "smol-toml";
import { outlines } from "./geo/outlines.mjs";
import { places } from "./geo/places.mjs";
import { divisions } from "./nace.mjs";

const here = dirname(fileURLToPath(import.meta.url));
/** What browsers must understand; below it the pages still read, with plainer looks. */
const BROWSERS = ["chrome119", "edge119", "firefox121", "safari17.2"];

async function assets(out) {
  await build({
    absWorkingDir: here,
    entryPoints: {
      passerelle: "styles/passerelle.css",
      map: "islands/map.ts",
      page: "islands/page.ts",
    },
    outdir: join(out, "static"),
    bundle: true,
    minify: true,
    format: "esm",
    target: BROWSERS,
    charset: "utf8",
    legalComments: "none",
    loader: { ".woff2": "file" },
    // The server hashes the names of scripts and styles, never what a style sheet points to.
    assetNames: "[name]-[hash]",
    logLevel: "warning",
  });
  await copyFile(join(here, "styles/favicon.svg"), join(out, "static/favicon.svg"));
  const fonts = ["source-sans-3", "source-serif-4"];
  const licence = (font) => join(here, "node_modules/@fontsource-variable", font, "LICENSE");
  const texts = await Promise.all(fonts.map((font) => readFile(licence(font), "utf8")));
  await writeFile(join(out, "static/fonts-licence.txt"), texts.join("\n\n"));
}

async function main([outdir, regionDir]) {
  if (!outdir) throw new Error("usage: node build.mjs OUTDIR [REGION_DIR]");
  const out = resolve(outdir);
  const region = resolve(regionDir ?? join(here, "../regions/greater-region"));
  const shapes = parse(await readFile(join(region, "map-shapes.toml"), "utf8"));
  await rm(join(out, "static"), { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await Promise.all([
    assets(out),
    writeFile(join(out, "map.json"), `${JSON.stringify(outlines(shapes))}\n`),
    writeFile(join(out, "places.tsv"), places(shapes.places)),
    writeFile(join(out, "nace21.json"), lines(divisions())),
  ]);
}

/** One entry a line and codes in order: an object literal would put "10" before "01". */
function lines(entries) {
  const body = entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `{\n${body.join(",\n")}\n}\n`;
}

main(process.argv.slice(2)).catch((error) => {
  console.error(`web/build.mjs: ${error.message}`);
  process.exitCode = 1;
});
