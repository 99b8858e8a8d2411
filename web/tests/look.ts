// What every page must be in whatever state: axe finds nothing in light and dark, nothing scrolls sideways at 320 px, no text
// is missing. With PASSERELLE_SHOTS=FOLDER each is also drawn, wide and on a phone, in light and dark.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const shots = process.env["PASSERELLE_SHOTS"];
const wide = { width: 1280, height: 800 };
const phone = { width: 360, height: 740 };

async function shoot(page: Page, name: string, form: string): Promise<void> {
  if (!shots) return;
  const language = await page.locator("html").getAttribute("lang");
  const folder = join(shots, `${language}-${form}`);
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

export async function look(page: Page, name: string): Promise<void> {
  const found: string[] = [];
  // The dark has the same colours in every language.
  const isFrench = (await page.locator("html").getAttribute("lang")) === "fr";
  for (const colorScheme of isFrench || shots
    ? (["light", "dark"] as const)
    : (["light"] as const)) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Whatever changes its colour slowly has done so.
    await page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))");
    // Colours are all that differs in the dark.
    const axe = new AxeBuilder({ page });
    const { violations } = await (
      colorScheme === "light" ? axe.withTags(rules) : axe.withRules("color-contrast")
    ).analyze();
    found.push(
      ...violations.map(({ id, nodes }) => `${name}, ${colorScheme}: ${id}: ${nodes[0]?.html}`),
    );
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
