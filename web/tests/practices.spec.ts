// A practice that travels: written by an owner, found good by the home chamber and by an expert of another, published, taken up by
// another organisation that confirms it, and seen above the others. On a desk with script in German, on a phone without in French.
import { expect, test } from "@playwright/test";
import { look as lookAt } from "./look";
import { cast, guest, signedIn, type Person } from "./people";

test.describe.configure({ mode: "serial", timeout: 120_000 });

const words = {
  fr: {
    title: "Un bureau partagé des deux côtés",
    failed:
      "La première année, personne ne savait qui payait l’assurance, et trois contrats ont échoué.",
  },
  de: {
    title: "Ein geteiltes Büro auf beiden Seiten",
    failed:
      "Im ersten Jahr wusste niemand, wer die Versicherung zahlt, und drei Verträge sind gescheitert.",
  },
} as const;

async function look(person: Person, name: string, phone: boolean): Promise<void> {
  await lookAt(person.page, name);
  if (phone) await person.page.setViewportSize({ width: 360, height: 740 });
}

/** Goes on to a group of questions: on a phone one at a time is to be seen. */
async function part(person: Person, code: string, phone: boolean): Promise<void> {
  if (phone) await person.page.locator(`.opportunity-steps a[href="#${code}"]`).click();
  await expect(person.page.locator(`#${code}`)).toBeVisible();
}

for (const language of ["fr", "de"] as const) {
  test(`a practice from draft to taken up: ${language}`, async ({ browser }, info) => {
    const phone = info.project.name.startsWith("phone");
    const said = words[language];
    const title = `${said.title} ${info.project.name}`;
    const owner = await signedIn(browser, language, "owner");
    const { page } = owner;
    await page.goto(`/${language}/joining`);
    await page.locator("#organisations a").first().click();
    await page.locator(".within-menu a[href$='/practices']").click();
    await look(owner, `practices-own-${language}`, phone);
    await page.locator("#begin button").click();
    await part(owner, "what", phone);
    await page.locator("#title").fill(title);
    await page.locator("#summary").fill(`${said.title}. ${said.failed}`);
    await part(owner, "done-part", phone);
    await page.locator("#done").fill(`${said.failed} `.repeat(2));
    await page.locator("#resources").fill(said.failed);
    await part(owner, "proof", phone);
    await page.locator("#evidence").fill(said.failed);
    await page.locator("input[name=grade][value=external_evaluation]").check();
    await part(owner, "lessons", phone);
    await page.locator("#transfer").fill(said.failed);
    await page.locator("#pre-0-territory").selectOption("LU");
    await page.locator("#pre-0-text").fill(said.failed);
    await part(owner, "where", phone);
    await page.locator("#territory").selectOption("SAR");
    await page.locator("#municipality").fill("Dillingen");
    await page.locator("#from").fill("2025-03-01");
    await part(owner, "send", phone);
    await page.locator("#send button[value=send]").click();
    // What failed is mandatory: it comes back with everything that was typed.
    await expect(page.locator("#difficulties-error")).toHaveCount(1);
    await expect(page.locator("#title")).toHaveValue(title);
    await look(owner, `practice-form-${language}`, phone);
    await part(owner, "lessons", phone);
    await page.locator("#difficulties").fill(said.failed);
    await part(owner, "send", phone);
    await page.locator("#send button[value=send]").click();
    await expect(page.locator("#standing")).toBeVisible();

    const desk = async (role: keyof typeof cast) => {
      const adviser = await signedIn(browser, language, role);
      await adviser.page.goto(`/${language}/desk`);
      await adviser.page.locator(".queue-ways a[href$='/desk/practices']").click();
      await expect(adviser.page).toHaveURL(/\/desk\/practices$/);
      return { adviser, line: adviser.page.locator(".queue li a", { hasText: title }) };
    };
    // The home chamber first, which names the other; then its expert. Where the organisation sits, the demonstration's seed says.
    const isOfReviewer = (await (await desk("reviewer")).line.count()) > 0;
    const two = isOfReviewer
      ? ([["reviewer", "ihk-saarland"], ["adviser"]] as const)
      : ([["adviser", "cci-moselle"], ["reviewer"]] as const);
    for (const [role, expert] of two) {
      const { adviser, line } = await desk(role);
      await line.click();
      await expect(adviser.page.locator(".case h1")).toHaveText(title);
      await adviser.page.locator("input[name=verdict][value=good]").check();
      if (expert) await adviser.page.locator("#expert").selectOption(expert);
      await look(adviser, `practice-review-${role}-${language}`, phone);
      await adviser.page.locator("#review .actions button").click();
      await expect(adviser.page).toHaveURL(/\/desk\/practices$/);
      expect(adviser.faults).toEqual([]);
    }

    const taker = await signedIn(browser, language, "investor");
    await taker.page.goto(`/${language}/practices?q=${encodeURIComponent(said.title)}`);
    await taker.page.locator(".opportunity-lines a", { hasText: title }).click();
    await taker.page.locator("#adoptions a.button").click();
    await taker.page.locator("#territory").selectOption("LU");
    await taker.page.locator("#municipality").fill("Esch-sur-Alzette");
    await taker.page.locator("#since").fill("2026-01-10");
    await taker.page.locator("#changed").fill(said.failed);
    await taker.page.locator("#cost").selectOption("10k_50k");
    await taker.page.locator("#result").fill(said.failed);
    await look(taker, `practice-adopt-${language}`, phone);
    await taker.page.locator("form .actions button").click();
    await expect(taker.page.locator("#standing")).toBeVisible();
    await look(taker, `practice-adoption-${language}`, phone);

    const reader = await guest(browser);
    await reader.page.goto(`/${language}/practices?grade=external_evaluation`);
    await look(reader, `practices-${language}`, phone);
    const line = reader.page.locator(".opportunity-lines li", { hasText: title });
    await expect(line.locator(".state-ok")).toBeVisible();
    await line.locator("a").click();
    await expect(reader.page.locator("#adoptions")).toContainText("Esch-sur-Alzette");
    await look(reader, `practice-${language}`, phone);
    // The same words find it beside the organisations.
    await reader.page.goto(`/${language}/organisations?q=${encodeURIComponent(said.title)}`);
    await expect(reader.page.locator("#practices")).toContainText(said.title);
    await look(reader, `practices-beside-${language}`, phone);
    expect([...owner.faults, ...taker.faults, ...reader.faults]).toEqual([]);
  });
}
