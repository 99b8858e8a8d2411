// What every page must be in whatever state: axe finds nothing in light and dark, nothing scrolls sideways at 320 px. With PASSERELLE_SHOTS=FOLDER each is also drawn, wide and on a phone, in light and dark.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const shots = process.env["PASSERELLE_SHOTS"];
const wide = { width: 1280, height: 800 };
const phone = { width: 360, height: 740 };

// Without script a browser lets no time pass for a page, and axe waits for some after each rule: it would do so for ever.
const timers =
  "window.setTimeout = (run, wait) => { if (!wait) Promise.resolve().then(run); return 0; };";

async function shoot(page: Page, name: string, form: string): Promise<void> {
  if (!shots) return;
  const language = await page.locator("html").getAttribute("lang");
  const folder = join(shots, `${language}-${form}`);
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** What axe finds in a page. It has no frames, so axe need not open a page of its own to put their results together. */
export async function broken(page: Page, colorScheme: "light" | "dark"): Promise<string[]> {
  // What passes is not told node by node: that is a fifth of its time.
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"], iframes: false });
  // Colours are all that differs in the dark.
  const { violations } = await (
    colorScheme === "light" ? axe.withTags(rules) : axe.withRules("color-contrast")
  ).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
}

export async function look(page: Page, name: string): Promise<void> {
  const found: string[] = [];
  // The dark has the same colours in every language.
  const isFrench = (await page.locator("html").getAttribute("lang")) === "fr";
  const isScripted = test.info().project.use.javaScriptEnabled !== false;
  // Without script the page of a run that goes on loads itself anew every few seconds: axe would look at what goes away.
  const isSeen = (await page.locator("meta[http-equiv=refresh]").count()) === 0;
  if (!isScripted) await page.evaluate(timers);
  for (const colorScheme of isFrench || shots
    ? (["light", "dark"] as const)
    : (["light"] as const)) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Whatever changes its colour slowly has done so.
    await page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))");
    const violations = isSeen ? await broken(page, colorScheme) : [];
    found.push(...violations.map((text) => `${name}, ${colorScheme}: ${text}`));
    await shoot(page, name, `${colorScheme}-wide`);
    await page.setViewportSize(phone);
    await shoot(page, name, `${colorScheme}-phone`);
    await page.setViewportSize({ ...phone, width: 320 });
    const width = await page.evaluate("document.documentElement.scrollWidth");
    if (Number(width) > 320) found.push(`${name}: ${String(width)} px wide`);
    await page.setViewportSize(wide);
  }
  await page.emulateMedia({ colorScheme: "light" });
  expect(found).toEqual([]);
}
