// Every page in three languages: axe in light and dark, 320 px without sideways scrolling, no other host, no policy report.
import { expect, test } from "@playwright/test";
import { broken } from "./look";
import { languages, pages, watch } from "./pages";

// Axe reads each page whole: a slow machine takes its time.
test.describe.configure({ timeout: 180_000 });

for (const language of languages) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing: ${language}, ${colorScheme}`, async ({ browser, request }) => {
      const context = await browser.newContext({ colorScheme });
      const page = await context.newPage();
      const faults = watch(page);
      for (const [name, address] of Object.entries(await pages(request, language))) {
        await page.goto(address);
        expect(await broken(page, colorScheme), name).toEqual([]);
      }
      expect(faults).toEqual([]);
      await context.close();
    });
  }

  test(`nothing scrolls sideways at 320 px: ${language}`, async ({ browser, request }) => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    for (const [name, address] of Object.entries(await pages(request, language))) {
      await page.goto(address);
      const width = await page.evaluate("document.documentElement.scrollWidth");
      expect(width, name).toBeLessThanOrEqual(320);
    }
    await context.close();
  });

  test(`the language of the page and its alternates: ${language}`, async ({ page, request }) => {
    for (const [name, address] of Object.entries(await pages(request, language))) {
      await page.goto(address);
      await expect(page.locator("html"), name).toHaveAttribute("lang", language);
      await expect(page.locator(".language-switch a[hreflang]"), name).toHaveCount(3);
    }
  });
}
