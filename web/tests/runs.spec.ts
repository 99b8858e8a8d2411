// An operator imports a register's file from the page: starts it, sees how far it is, cancels, resumes, takes the rejected rows
// along. Without a script the page refreshes itself.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { guest, signedIn } from "./people";
import { look } from "./look";

// One import at a time: the stories of both languages take turns, and so do those of the projects.
test.describe.configure({ mode: "serial", timeout: 300_000 });

const words = {
  fr: { finished: "terminé", source: "Source : OffeneRegister.de, OpenCorporates, CC BY 4.0" },
  de: { finished: "beendet", source: "Quelle: OffeneRegister.de, OpenCorporates, CC BY 4.0" },
} as const;

const folder = join(process.env["PASSERELLE_TEST_DATA"] ?? "", "imports");

/** Companies as OffeneRegister lists them, their numbers nobody's; every hundredth row is torn. */
function companies(first: number, count: number): string {
  const line = (number: number): string =>
    number % 100 === 0
      ? '{"company_number":"T2408V_HRB'
      : JSON.stringify({
          company_number: `T2408V_HRB${number}`,
          name: `Probe ${number} GmbH`,
          current_status: "currently registered",
          jurisdiction_code: "de",
          registered_address: "Hauptstraße 1, 54538 Kinheim.",
          retrieved_at: "2019-01-31T03:16:34Z",
        });
  return Array.from({ length: count }, (_, n) => `${line(first + n)}\n`).join("");
}

for (const [place, language] of (["fr", "de"] as const).entries()) {
  test(`an import is started, cancelled and resumed: ${language}`, async ({
    browser,
    javaScriptEnabled,
  }, info) => {
    const said = words[language];
    const file = `firmen-${info.project.name}-${language}.jsonl`;
    const count = 30_000;
    const first =
      100_001 + count * (2 * info.parallelIndex + place) + (javaScriptEnabled ? 0 : 500_000);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, file), companies(first, count));
    const operator = await signedIn(browser, language, "admin");
    const { page } = operator;
    // Without script a page of a run that goes on asks for itself anew, and cannot be looked at for long.
    const lookWhereStill = (name: string) =>
      javaScriptEnabled ? look(page, name) : Promise.resolve();
    await page.locator(`.site-person a[href="/${language}/runs"]`).click();
    await expect(page.locator("#start h2")).toBeVisible();
    await page.locator("#start button").click();
    await expect(page.locator(".error-summary li")).toHaveCount(2);
    await lookWhereStill("runs-wrong");
    await page.locator("#register").selectOption("offeneregister");
    await page.locator("#file").selectOption(file);
    // Another story may still be at it.
    await expect(async () => {
      await page.locator("#start button").click();
      await expect(page).toHaveURL(/\/runs\/[0-9A-Z]{26}$/, { timeout: 1000 });
    }).toPass({ timeout: 120_000 });
    const run = page.url();
    await expect(page.locator("progress")).toBeVisible();
    const read = async (): Promise<number> =>
      Number(((await page.locator("[data-told=read]").textContent()) ?? "").replace(/\D/g, ""));
    // Left and come back to; then by the script, or by the page that asks for itself anew.
    await page.goto(`/${language}/runs`);
    await page.locator(".run-list a").first().click();
    await expect.poll(read, { timeout: 30_000 }).toBeGreaterThan(0);
    await lookWhereStill("run-running");
    await page.locator("#cancel").click();
    await expect(page.locator(".run-cancelled")).toBeVisible({ timeout: 30_000 });
    const before = await read();
    expect(before).toBeLessThan(count - count / 100);
    await look(page, "run-cancelled");
    // Here too another story may be at it.
    await expect(async () => {
      await page.locator("#resume").click({ timeout: 1000 });
      await expect(page.locator("#resume")).toHaveCount(0, { timeout: 1000 });
    }).toPass({ timeout: 60_000 });
    await expect(page.locator(".run-finished")).toHaveText(said.finished, { timeout: 180_000 });
    expect(await read()).toBe(count - count / 100);
    await look(page, "run-finished");
    await expect(page.locator("#rejects tbody tr")).toHaveCount(50);
    const download = page.waitForEvent("download");
    await page.locator("#rejects a[download]").click();
    const rows = readFileSync(await (await download).path(), "utf8")
      .trim()
      .split("\n");
    expect(rows).toHaveLength(count / 100 + 1);
    expect(rows[1]?.split("\t").slice(0, 1)).toEqual([file]);
    await page.goto(`/${language}/runs`);
    await lookWhereStill("runs");
    await page.locator(`main a[href="/${language}/jobs"]`).click();
    await expect(page.locator("#readers li")).not.toHaveCount(0);
    await look(page, "jobs");
    expect(operator.faults).toEqual([]);
    const reader = await guest(browser);
    await reader.page.goto(run);
    await expect(reader.page).toHaveURL(/\/sign-in/);
    await reader.page.goto(`/${language}`);
    await reader.page.locator(`.site-foot a[href="/${language}/sources"]`).click();
    await expect(reader.page.locator("#offeneregister")).toContainText(said.source);
    await expect(reader.page.locator("#offeneregister dd")).toHaveCount(6);
    await look(reader.page, "sources");
    expect(reader.faults).toEqual([]);
  });

  test(`a web page in the place of a file: ${language}`, async ({ browser }, info) => {
    const file = `seite-${info.project.name}-${language}.jsonl`;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, file), `<!doctype html>${"<p>504</p>".repeat(100_000)}`);
    const { page, faults } = await signedIn(browser, language, "admin");
    await page.goto(`/${language}/runs`);
    await page.locator("#register").selectOption("offeneregister");
    await page.locator("#file").selectOption(file);
    await expect(async () => {
      await page.locator("#start button").click();
      await expect(page).toHaveURL(/\/runs\/[0-9A-Z]{26}$/, { timeout: 1000 });
    }).toPass({ timeout: 120_000 });
    await expect(page.locator(".error-summary")).toContainText(file, { timeout: 30_000 });
    await look(page, "run-failed");
    expect(faults).toEqual([]);
  });
}
