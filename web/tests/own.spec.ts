// An organisation from within, in two languages: its menu is found above the content where there is no room beside it.
import { expect, test } from "@playwright/test";
import { look } from "./look";
import { signedIn } from "./people";

test.describe.configure({ mode: "parallel", timeout: 300_000 });

for (const language of ["fr", "de"] as const) {
  test(`an organisation from within: ${language}`, async ({ browser }) => {
    const owner = await signedIn(browser, language, "owner");
    const { page } = owner;
    await page.goto(`/${language}/joining`);
    await page.locator("#organisations a").first().click();
    await expect(page).toHaveURL(/\/own\/[0-9A-Z]+$/);
    const base = page.url();
    for (const part of ["", "/members", "/edit", "/languages", "/change"]) {
      await page.goto(`${base}${part}`);
      await look(page, `own${part.replace("/", "-")}`);
      for (const width of [320, 390, 900]) {
        await page.setViewportSize({ width, height: 740 });
        const top = async (selector: string): Promise<number> =>
          (await page.locator(selector).boundingBox())?.y ?? -1;
        expect(await top(".within-menu"), `${part} at ${width} px`).toBeLessThan(await top("h1"));
        // Found without scrolling, and with room for the page's own title.
        expect(await top("h1"), `${part} at ${width} px`).toBeLessThan(740);
      }
      await page.setViewportSize({ width: 1280, height: 800 });
      const menu = await page.locator(".within-menu").boundingBox();
      const title = await page.locator("h1").boundingBox();
      expect(menu?.x ?? 0).toBeGreaterThan(title?.x ?? 0);
    }
    expect(owner.faults).toEqual([]);
  });
}
