// The story of a newcomer, with and without script, in three languages: home, search, facets, map, page, other language, back.
import { expect, test } from "@playwright/test";
import { anOrganisation, languages, watch } from "./pages";

for (const language of languages) {
  test(`from home to a page and back: ${language}`, async ({ page, javaScriptEnabled }) => {
    const faults = watch(page);
    await page.goto(`/${language}`);
    await page.getByRole("searchbox").fill("holz");
    await page.getByRole("searchbox").press("Enter");
    await expect(page).toHaveURL(/q=holz/);
    const before = await page.locator(".hit").count();
    expect(before).toBeGreaterThan(0);

    // A facet: with script a choice takes effect at once, without it a button applies.
    const facet = page.locator("#f-territory-SAR");
    await facet.check();
    if (!javaScriptEnabled) await page.locator(".facets-apply button").click();
    await expect(page).toHaveURL(/territory=SAR/);
    await expect(facet).toBeChecked();
    await expect(page.locator(".chip").first()).toBeVisible();

    // The map is drawn by the server; its territories are links.
    await expect(page.locator(".directory-map svg.map")).toBeVisible();
    expect(await page.locator(".directory-map svg.map a").count()).toBeGreaterThan(5);

    const name = (await page.locator(".hit-name a").first().textContent())?.trim() ?? "";
    await page.locator(".hit-name a").first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    const other = language === "de" ? "fr" : "de";
    await page.locator(`.language-switch a[hreflang="${other}"]`).click();
    await expect(page.locator("html")).toHaveAttribute("lang", other);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    await page.goBack();
    await page.goBack();
    await expect(page).toHaveURL(/territory=SAR/);
    expect(faults).toEqual([]);
  });

  test(`the result as a file: ${language}`, async ({ request }) => {
    const csv = await request.get(`/${language}/organisations.csv?territory=SAR`);
    expect(csv.headers()["content-type"]).toContain("text/csv");
    const lines = (await csv.text()).trim().split("\r\n");
    const { total } = (await (
      await request.get("/api/v1/organisations?territory=SAR&limit=1")
    ).json()) as {
      total: number;
    };
    expect(lines.length).toBe(total + 1);
    const xlsx = await request.get(`/${language}/organisations.xlsx?territory=DG`);
    expect((await xlsx.body()).subarray(0, 2).toString()).toBe("PK");
  });

  test(`something is wrong here: ${language}`, async ({ page, request }) => {
    const id = await anOrganisation(request, "wasser");
    await page.goto(`/${language}/organisations/${id}/report`);
    await page.locator('textarea[name="reason"]').fill("kurz");
    await page.locator("main form button.button").click();
    // Refused: what was typed is kept, the faulty fields are named.
    await expect(page.locator(".error-summary")).toBeVisible();
    await expect(page.locator('textarea[name="reason"]')).toHaveValue("kurz");
    await page.locator('input[name="subject"]').first().check();
    await page.locator('textarea[name="reason"]').fill("Die Adresse stimmt seit März nicht mehr.");
    await page.locator("main form button.button").click();
    await expect(page.locator(".receipt .reference-number")).toHaveText(/^[0-9A-Z]{26}$/);
  });
}

test("the keyboard reaches search, results and the next page", async ({ page }) => {
  await page.goto("/en/organisations");
  await page.keyboard.press("Tab");
  await expect(page.locator(".skip-link")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  const next = page.locator('.pager a[rel="next"]');
  await next.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/cursor=/);
  expect(await page.locator(".hit").count()).toBeGreaterThan(0);
});
