// A register changes its mind: told on the page, looked at by an adviser. And a firm that objects is gone, and stays away.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { look } from "./look";
import { foundInDirectory, guest, openCase, passerelle, signedIn } from "./people";

const words = {
  fr: {
    moved: "Déménagement : 66740 Saarlouis → 66111 Saarbrücken",
    renamed: "Changement de nom",
    also: "aussi : ",
    reason: "Lettre du 3 novembre",
  },
  de: {
    moved: "Umgezogen: 66740 Saarlouis → 66111 Saarbrücken",
    renamed: "Neuer Name",
    also: "auch: ",
    reason: "Brief vom 3. November",
  },
} as const;

/** What a register says of a company that a chamber lists; once more without the chamber's words, as registers come. */
async function says(
  tag: string,
  number: string,
  name: string,
  town: [string, string],
  listed = false,
): Promise<string> {
  const record = {
    register: "demo",
    number: `D8${number.replace(/\D/g, "")}`,
    asOf: listed ? "2026-05-13" : "2026-06-10",
    names: [{ value: name, language: "de", kind: "legal" }],
    legalStatus: "active",
    identifiers: [["de_hr", number]],
    seat: { postalCode: town[0], municipality: { de: town[1] }, country: "DE" },
  };
  const listing = {
    standing: "listed",
    kind: "sme",
    chamber: "ihk-saarland",
    languages: ["de"],
    listedOn: "2026-05-13",
    facts: [{ field: "name", value: `${tag} & Partner`, class: "attested", on: "2026-05-13" }],
  };
  const file = join(process.env["PASSERELLE_TEST_DATA"] ?? "", `${tag}.jsonl`);
  writeFileSync(file, `${JSON.stringify(listed ? { record, listed: listing } : { record })}\n`);
  return passerelle("import", "jsonl", file);
}

for (const language of ["fr", "de"] as const) {
  const number = `Saarbrücken HRB ${language === "fr" ? 970001 : 970002}`;
  const before = `Wendelin ${language} Optik GmbH`;
  const after = `Wendelin ${language} Photonik GmbH`;

  test(`a register changes, and an adviser looks at it: ${language}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const said = words[language];
    await says(`Wendelin-${language}`, number, before, ["66740", "Saarlouis"], true);
    await says(`Wendelin-${language}`, number, after, ["66111", "Saarbrücken"]);
    const reader = await guest(browser);
    await foundInDirectory(reader.page, language, after);
    await reader.page.locator(".hit-name a", { hasText: after }).click();
    await expect(reader.page.locator(".changes")).toContainText(said.moved);
    await expect(reader.page.locator(".changes")).toContainText(
      `${said.renamed}${language === "fr" ? " : " : ": "}${before} → ${after}`,
    );
    await expect(reader.page.locator(".facts").last()).toContainText(said.also);
    await look(reader.page, "organisation-changed");
    const desk = await signedIn(browser, language, "adviser");
    await expect(async () => {
      await openCase(desk, language, after);
    }).toPass({ timeout: 20_000 });
    await expect(desk.page.locator(".diff tbody tr")).toHaveCount(1);
    for (const text of [before, after, "& Partner"])
      await expect(desk.page.locator(".diff")).toContainText(text);
    await look(desk.page, "case-register-change");
    await desk.page.locator("button[name=decision][value=approved]").click();
    await expect(desk.page.locator(".case-undo")).toBeVisible();
    await reader.page.reload();
    await expect(reader.page.locator(".facts").last()).not.toContainText(said.also);
    for (const { page, faults } of [reader, desk]) {
      expect(faults).toEqual([]);
      await page.context().close();
    }
  });

  test(`who objects is gone and stays away: ${language}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const said = words[language];
    const own = `Saarbrücken HRB ${language === "fr" ? 970011 : 970012}`;
    const name = `Wegwarte ${language} GmbH`;
    await says(`Wegwarte-${language}`, own, name, ["66740", "Saarlouis"], true);
    const reader = await guest(browser);
    await foundInDirectory(reader.page, language, name);
    await reader.page.locator(".hit-name a", { hasText: name }).click();
    const head = await signedIn(browser, language, "head");
    await head.page.goto(`/${language}/objections`);
    await head.page.locator("#number").fill("BE 0203.201.341");
    await head.page.locator("#reason").fill(said.reason);
    await head.page.locator("#sure").check();
    await head.page.locator("main form button.button").first().click();
    await expect(head.page.locator("#number-error")).toBeVisible();
    await expect(head.page.locator("#number")).toHaveValue("BE 0203.201.341");
    await expect(head.page.locator("#reason")).toHaveValue(said.reason);
    await look(head.page, "objections-wrong");
    await head.page.locator("#number").fill(own);
    await head.page.locator("main form button.button").first().click();
    await expect(head.page.locator("#list")).toContainText(said.reason);
    await expect(async () => {
      await reader.page.reload();
      await expect(reader.page.locator("h1")).not.toContainText(name, { timeout: 1_000 });
      expect((await reader.page.request.get(reader.page.url())).status()).toBe(410);
    }).toPass({ timeout: 60_000 });
    const again = await says(`Wegwarte-${language}`, own, name, ["66740", "Saarlouis"]);
    expect(again).toMatch(/skipped +1 +objection/);
    await expect(async () => {
      await head.page.goto(`/${language}/objections`);
      await expect(head.page.locator("#list form").first()).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 30_000 });
    await look(head.page, "objections");
    for (const { page, faults } of [reader, head]) {
      expect(faults).toEqual([]);
      await page.context().close();
    }
  });
}
