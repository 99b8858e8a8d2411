// An organisation with places on two sides of a border: found on the other side, where the hit says why, and its page counts it in both.
import { expect, test } from "@playwright/test";
import { look } from "./look";
import { languages, watch } from "./pages";

interface Item {
  name: string;
  territory: string;
  territories: string[];
}

const says = {
  fr: { why: "un établissement (", counts: "Compte dans plusieurs territoires" },
  de: { why: "Gefunden: Standort (", counts: "Zählt in mehreren Gebieten" },
  en: { why: "an establishment (", counts: "Counts in several territories" },
};

for (const language of languages) {
  test(`on two sides of a border: ${language}`, async ({ page, request }) => {
    const faults = watch(page);
    const { items, total } = (await (
      await request.get("/api/v1/organisations?territory=SAR&limit=200")
    ).json()) as { items: Item[]; total: number };
    const facets = (await (await request.get("/api/v1/facets")).json()) as {
      facets: { territory: Record<string, number> };
    };
    expect(facets.facets.territory["SAR"]).toBe(total);
    const across = items.find(({ territory }) => territory !== "SAR");
    if (!across) throw new Error("the demonstration has nobody on two sides of a border");
    expect(across.territories).toContain("SAR");

    const query = new URLSearchParams({ territory: "SAR", q: across.name });
    await page.goto(`/${language}/organisations?${query}`);
    const hit = page.locator(".hit").filter({ hasText: across.name }).first();
    await expect(hit).toContainText(says[language].why);
    await look(page, "territories-hit");
    await hit.locator(".hit-name a").click();
    await expect(page.locator("main aside")).toContainText(says[language].counts);
    await expect(page.locator("main aside .places li").nth(1)).toBeVisible();
    expect(await page.locator("main aside svg.map .map-place").count()).toBeGreaterThan(1);
    await look(page, "territories-organisation");
    await page.goto(`/${language}`);
    await look(page, "territories-home");
    expect(faults).toEqual([]);
  });
}
