// Joining as a guest sees it; the whole way is among the stories of a case.
import { expect, test } from "@playwright/test";
import { watch } from "./pages";

for (const language of ["fr", "de"] as const) {
  test(`find your company: ${language}`, async ({ page }) => {
    const faults = watch(page);
    await page.goto(`/${language}/join`);
    await page.locator("#q").fill("holz");
    await page.locator("#q").press("Enter");
    await expect(page.locator(".join-hits > li").first()).toBeVisible();
    await page.goto(`/${language}/join?q=404+833+047`);
    await expect(page.locator("#q-error")).toContainText("SIREN");
    await expect(page.locator("#q")).toHaveValue("404 833 047");
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(
      true,
    );
    expect(faults).toEqual([]);
  });
}
