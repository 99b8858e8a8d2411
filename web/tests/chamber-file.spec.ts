// A chamber's spreadsheet in a browser: five hundred rows, twelve of them wrong; its columns named, each fault beside its cell,
// taken in, found in the directory, and undone. On a phone and wide, with and without script.
import { expect, test, type Page } from "@playwright/test";
import { look } from "./look";
import { signedIn } from "./people";

test.describe.configure({ timeout: 240_000 });

const rows = 500;

/** A list with what an office gets wrong; the names are those of one run. */
function list(tag: string): string {
  const wrong: Record<number, string> = {
    7: ";;Hauptstraße 7;66111;Saarbrücken;Deutschland;;;",
    50: `Werk ${tag} 50;DE 136695977;Hauptstraße;66111;Saarbrücken;Deutschland;;;`,
    51: `Werk ${tag} 51;;Hauptstraße;661;Saarbrücken;Deutschland;;;`,
    52: `Werk ${tag} 52;;Hauptstraße;66111;Saarbrücken;Atlantis;;;`,
    100: `Werk ${tag} 100;;Hauptstraße;66111;Saarbrücken;Deutschland;nirgends;;`,
    101: `Werk ${tag} 101;;Hauptstraße;66111;Saarbrücken;Deutschland;;niemand;`,
    102: `Werk ${tag} 102;;Hauptstraße;66111;Saarbrücken;Deutschland;;;2099`,
    200: `Werk ${tag} 1;;Hauptstraße 1;66111;Saarbrücken;Deutschland;;;`,
    201: `Werk ${tag} 2;;Hauptstraße 2;66111;Saarbrücken;Deutschland;;;`,
    300: `${"x".repeat(201)};;Hauptstraße;66111;Saarbrücken;Deutschland;;;`,
    400: `Werk ${tag} 400;;;;;;;;`,
    499: `Werk ${tag} 499;LU 99999999;Hauptstraße;66111;Saarbrücken;Deutschland;;;`,
  };
  const lines = ["Firma;USt-IdNr.;Straße;PLZ;Ort;Land;Webseite;E-Mail;Gründungsjahr"];
  for (let row = 1; row <= rows; row += 1) {
    const good = `Werk ${tag} ${row};;Hauptstraße ${row};66111;Saarbrücken;Deutschland;werk${row}.example;info@werk${row}.example;${1990 + (row % 30)}`;
    lines.push(wrong[row] ?? good);
  }
  return `${lines.join("\r\n")}\r\n`;
}

/** Whether the directory has an organisation of that name. */
async function isThere(page: Page, name: string): Promise<boolean> {
  const query = encodeURIComponent(name);
  const answer = await page.request.get(`/api/v1/organisations?q=${query}&limit=100`);
  expect(answer.ok()).toBeTruthy();
  const { items } = (await answer.json()) as { items: { name: string }[] };
  return items.some((item) => item.name === name);
}

for (const language of ["fr", "de"] as const) {
  test(`a list comes in and goes again: ${language}`, async ({ browser }, info) => {
    const looks = info.project.name === "long";
    const adviser = await signedIn(browser, language, "adviser");
    const { page } = adviser;
    const tag = `${info.project.name.replaceAll("-", "")}${language}${Date.now() % 1_000_000}`;

    await page.goto(`/${language}/desk`);
    await page.locator(".queue-ways a[href$='/chamber-files']").click();
    if (looks) await look(page, "chamber-files");
    const empty = { name: "liste.csv", mimeType: "text/csv", buffer: Buffer.from("Firma\n") };
    await page.locator("#file").setInputFiles(empty);
    await page.locator("main form .button").first().click();
    await expect(page.locator(".error-summary")).toContainText("liste.csv");
    if (looks) await look(page, "chamber-files-wrong");
    const buffer = Buffer.from(list(tag));
    await page.locator("#file").setInputFiles({ name: `${tag}.csv`, mimeType: "text/csv", buffer });
    await page.locator("main form .button").first().click();

    // Everything is named already; one column is left out and chosen again, by keyboard.
    await expect(page).toHaveURL(/\/chamber-files\/[0-9A-Z]+$/);
    const base = page.url();
    const chosen = await page
      .locator(".sheet-columns select")
      .evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value));
    expect(chosen).toEqual([
      "name",
      "vat",
      "street",
      "postal_code",
      "municipality",
      "country",
      "website",
      "email",
      "founded",
    ]);
    if (looks) await look(page, "chamber-file-columns");
    await page.locator("#column-0").selectOption("");
    await page.locator("main form .button").first().click();
    await expect(page.locator(".error-summary a")).toHaveAttribute("href", "#column-0");
    await page.locator("#column-0").focus();
    await page.locator("#column-0").selectOption("name");
    await page.locator("main form .button").first().focus();
    await page.keyboard.press("Enter");

    await expect(page).toHaveURL(/\/check$/);
    await expect(page.locator("#count-new")).toHaveText("488");
    await expect(page.locator("#count-wrong")).toHaveText("12");
    await expect(page.locator(".sheet-wrong > li")).toHaveCount(12);
    await expect(page.locator(".sheet-wrong")).toContainText("Atlantis");
    if (looks) await look(page, "chamber-file-check");
    const wrong = await page.request.get(`${base}/wrong.csv`);
    expect((await wrong.text()).trim().split("\r\n")).toHaveLength(13);
    expect(await isThere(page, `Werk ${tag} 3`)).toBe(false);

    await page.locator("#import").click();
    await expect(async () => {
      await page.goto(base);
      await expect(page.locator(".receipt")).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 120_000 });
    await expect(page.locator("#count-created")).toHaveText("488");
    if (looks) await look(page, "chamber-file-imported");
    await expect(async () => {
      expect(await isThere(page, `Werk ${tag} 3`)).toBe(true);
    }).toPass({ timeout: 60_000 });

    await page.locator(".sheet-undo summary").click();
    if (looks) await look(page, "chamber-file-undo");
    await page.locator("#undo").click();
    await expect(async () => {
      await page.goto(base);
      await expect(page.locator("#count-undone")).toHaveText("488", { timeout: 500 });
    }).toPass({ timeout: 120_000 });
    if (looks) await look(page, "chamber-file-undone");
    await expect(async () => {
      expect(await isThere(page, `Werk ${tag} 3`)).toBe(false);
    }).toPass({ timeout: 60_000 });
    await page.goto(`/${language}/chamber-files`);
    await expect(page.locator(".chamber-files")).toContainText(tag);
    if (looks) await look(page, "chamber-files-before");
    expect(adviser.faults).toEqual([]);
  });
}
