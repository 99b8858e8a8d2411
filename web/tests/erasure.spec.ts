// A person is erased: found before in what the node keeps, found nowhere after, and the journal still holds.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { guest, joinByHand, letter, newcomer, openCase, passerelle, signedIn } from "./people";

const words = {
  fr: { summary: "Nous réparons des vélos de livraison.", question: "Qui représente l’atelier ?" },
  de: { summary: "Wir reparieren Lieferräder.", question: "Wer vertritt die Werkstatt?" },
} as const;

/** The files of the node that hold a text, by their bytes. */
function holding(text: string): string[] {
  const folder = process.env["PASSERELLE_TEST_DATA"] ?? "";
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      try {
        return readFileSync(path).includes(text);
      } catch {
        // A file of the index that was merged away meanwhile.
        return false;
      }
    });
}

for (const language of ["fr", "de"] as const) {
  test(`a person is erased: ${language}`, async ({ browser }, info) => {
    test.setTimeout(180_000);
    const canary = `zwitscher-${info.project.name}-${language}-x`;
    const address = `${canary}@newcomer.example`;
    const said = words[language];
    const person = await newcomer(browser, language, canary);
    const name = `Radhof ${info.project.name} ${language}`;
    const at = await joinByHand(person, language, name, said.summary);
    const desk = await signedIn(browser, language, "adviser");
    await openCase(desk, language, name);
    await desk.page.locator("#ask-question").fill(said.question);
    await desk.page.locator("button[form=case-ask]").click();
    await person.page.goto(at);
    await person.page.locator("#body").fill(`Das bin ich: ${canary}.`);
    await person.page.locator('form[action$="/answer"] button').click();
    await expect(person.page.locator(".case-messages")).toContainText(canary);
    await letter(person.page, address, "case");
    expect(holding(canary)).not.toEqual([]);

    // Asked for by page there is a week to think; the page says so, and one can keep the account.
    await person.page.goto(`/${language}/account/data`);
    await person.page.locator('form[action$="/erase"] button').click();
    await expect(person.page.locator("#sure-error")).toBeVisible();
    await person.page.locator("#sure").check();
    await person.page.locator('form[action$="/erase"] button').click();
    await expect(person.page.locator("#erase .receipt")).toBeVisible();
    await person.page.locator('form[action$="/keep"] button').click();
    await expect(person.page.locator("#sure")).toBeVisible();

    // The operator does it at once, for a letter that was received.
    const told = await passerelle("erase", address, "--at-once");
    const receipt = /\/fr(\/erasures\/\S+)/.exec(told)?.[1] ?? "";
    const reader = await guest(browser);
    await expect(async () => {
      await reader.page.goto(`/${language}${receipt}`);
      await expect(reader.page.locator("dl.facts > div")).toHaveCount(4, { timeout: 1_000 });
    }).toPass({ timeout: 100_000 });
    await expect(() => expect(holding(canary)).toEqual([])).toPass({ timeout: 30_000 });
    await person.page.goto(`/${language}/account`);
    await expect(person.page).toHaveURL(/\/sign-in/);
    const letters = await reader.page.request.get("/en/demo/mail");
    expect(await letters.text()).not.toContain(canary);
    await desk.page.goto(at.replace("/cases/", "/desk/"));
    await expect(desk.page.locator("body")).not.toContainText(canary);
    expect(await passerelle("journal", "verify")).toMatch(/\d+ entries, all hold/);
    for (const { page, faults } of [person, desk, reader]) {
      expect(faults).toEqual([]);
      await page.context().close();
    }
  });
}
