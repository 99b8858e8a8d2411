// Joining in a browser, with and without script: what a guest sees, and with a link of the demonstration in
// PASSERELLE_FOUNDER (`/fr/demo/sign-in/…`) the whole way by hand, not yet founded.
import { expect, test } from "@playwright/test";
import { watch } from "./pages";

const founder = process.env["PASSERELLE_FOUNDER"];
const words = {
  fr: { by_hand: "Saisir à la main", next: "Enregistrer et continuer" },
  de: { by_hand: "Von Hand eingeben", next: "Speichern und weiter" },
} as const;

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

  test(`by hand, not yet founded: ${language}`, async ({ page }) => {
    test.skip(!founder, "set PASSERELLE_FOUNDER to a link of the demonstration");
    const next = page.getByRole("button", { name: words[language].next });
    await page.goto(founder ?? "");
    await page.locator("main form button").first().click();
    await page.goto(`/${language}/join`);
    await page.getByRole("button", { name: words[language].by_hand }).click();
    await page.locator("#name").fill(`Atelier ${Date.now()}`);
    await page.locator("#not_founded").check();
    await next.click();
    await page.locator("#postal_code").fill("54470");
    await page.locator("#municipality").fill("Bernkastel-Kues");
    await page.locator("#country").selectOption("DE");
    await next.click();
    await page.locator("input[name=kind][value=startup]").check();
    await page.locator("#summary").fill("Wir messen, wann eine Parzelle lesereif ist.");
    await page.locator("input[name=languages][value=de]").check();
    await next.click();
    await page.goto(page.url().replace(/\/languages$/, "/send"));
    await page.locator("button[value=send]").click();
    await expect(page.locator(".receipt")).toBeVisible();
  });
}
