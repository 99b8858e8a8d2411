// From a draft to what everybody reads: the owner writes, a group of questions at a time on a phone, keeps it, looks at it as a
// stranger and sends it; an adviser scores it, sees what that means and confirms. On a phone without script in French, on a
// desk with script in German.
import { expect, test } from "@playwright/test";
import { broken, look as lookAt } from "./look";
import { guest, signedIn, type Person } from "./people";

test.describe.configure({ mode: "serial", timeout: 300_000 });

const words = {
  fr: {
    title: "Capteurs acoustiques pour ponts en acier",
    summary: "Nos capteurs entendent la corrosion des ponts avant qu’on ne la voie.",
    concept: "capteurs",
  },
  de: {
    title: "Akustische Sensoren für Stahlbrücken",
    summary: "Unsere Sensoren hören Korrosion in Brücken, bevor man sie sieht.",
    concept: "Sensorik",
  },
} as const;

/** Looks at a page, and gives a phone its size back. */
async function look(person: Person, name: string, phone: boolean): Promise<void> {
  await lookAt(person.page, name);
  if (phone) await person.page.setViewportSize({ width: 360, height: 740 });
}

/** Goes on to a group of questions: on a phone one at a time is to be seen. */
async function part(person: Person, code: string, phone: boolean): Promise<void> {
  const { page } = person;
  if (phone) {
    await page.locator(`.opportunity-steps a[href="#${code}"]`).click();
    await expect(page.locator(".guided-part:visible")).toHaveCount(1);
  }
  await expect(page.locator(`#${code}`)).toBeVisible();
}

for (const language of ["fr", "de"] as const) {
  test(`an opportunity from draft to published: ${language}`, async ({ browser }, info) => {
    const phone = info.project.name.startsWith("phone");
    const script = !info.project.name.endsWith("no-script");
    const said = words[language];
    const title = `${said.title} ${info.project.name}`;
    const owner = await signedIn(browser, language, "owner");
    const { page } = owner;
    await page.goto(`/${language}/joining`);
    await page.locator("#organisations a").first().click();
    await page.locator(".within-menu a[href$='/opportunities']").click();
    await look(owner, `opportunities-own-${language}`, phone);
    await page.locator("input[name=type][value=TO]").check();
    await page.locator("#begin button").click();
    await expect(page.locator("form.guided")).toBeVisible();
    const form = page.url().split("#")[0] ?? "";

    await part(owner, "what", phone);
    await page.locator("#anonymous").check();
    await page.locator("#title").fill(title);
    await page.locator("#summary").fill(said.summary);
    if (script) {
      // It keeps itself, and who answers already is shown.
      await expect(page.locator("[data-saved]")).not.toHaveText("", { timeout: 15_000 });
      await expect(page.locator("[data-answers] a").first()).toBeVisible();
    }
    await part(owner, "detail", phone);
    await page.locator("#description").fill(`${said.summary} `.repeat(3));
    await page.locator("#advantages").fill(said.summary);
    await page.locator("#stage").selectOption("demonstrable");
    await part(owner, "partner", phone);
    await page.locator("#role").fill(said.summary);
    await page.locator("input[name=partnerships][value=commercial]").check();
    await part(owner, "topics", phone);
    await page.locator("#technologies-q").fill(said.concept);
    if (!script) {
      await page.locator("button[name=go][value=technologies]").click();
      await expect(page).toHaveURL(/#technologies$/);
      // Everything that was typed is still there.
      await expect(page.locator("#title")).toHaveValue(title);
    }
    const concept = page.locator("#technologies input[value=sensor-systems]");
    await expect(concept).toBeVisible();
    await concept.check();
    await part(owner, "send", phone);
    // Without script axe looks at nothing on a phone: what the other run sees is built alike.
    if (script) expect(await broken(page, "light"), "the form").toEqual([]);
    await page.locator("#send button[value=preview]").click();
    await expect(page).toHaveURL(/\/preview$/);
    await look(owner, `opportunity-preview-${language}`, phone);
    const own = await page.locator("#by").textContent();
    expect(own).not.toContain("GmbH");
    const id = form.split("/").pop() ?? "";

    // A file, and the same in another language.
    await page.goto(`${form}/attachments`);
    await page.locator("#file").setInputFiles({
      name: "plan.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.7 plan"),
    });
    await page.locator("form[enctype] button").click();
    await expect(page.locator("#attachments")).toContainText("plan.pdf");
    await look(owner, `opportunity-attachments-${language}`, phone);
    const english = `Acoustic sensors for steel bridges ${info.project.name}`;
    await page.goto(`/${language}/opportunities/${id}/languages/en`);
    await page.locator("#title").fill(english);
    for (const field of ["summary", "description", "advantages", "role"])
      await page.locator(`#${field}`).fill("Our sensors hear corrosion before it is seen.");
    await look(owner, `opportunity-language-${language}`, phone);
    await page.locator("form[action$='/languages/en'] .actions button").click();

    await page.goto(form);
    await look(owner, `opportunity-form-${language}`, phone);
    await part(owner, "send", phone);
    await page.locator("#send button[value=send]").click();
    await expect(page.locator("#standing")).toBeVisible();
    await look(owner, `opportunity-sent-${language}`, phone);

    // Who works for the chambers of the others, that of the owner's organisation among them.
    const adviser = await signedIn(browser, language, "reviewer");
    await adviser.page.goto(`/${language}/desk`);
    await adviser.page.locator(".queue-ways a[href$='/desk/opportunities']").click();
    await adviser.page.locator(".queue li a", { hasText: title }).click();
    await expect(adviser.page.locator(".case h1")).toHaveText(title);
    await adviser.page.locator(`form[action$="/${id}/take"] button`).click();
    for (const criterion of ["advantage", "clarity", "cooperation", "language"]) {
      await adviser.page.locator(`input[name=${criterion}][value="4"]`).check();
    }
    await expect(adviser.page.locator("#attachments")).toContainText("plan.pdf");
    await look(adviser, `opportunity-review-${language}`, phone);
    await adviser.page.locator("#review .actions button").first().click();
    await expect(adviser.page.locator("#result")).toContainText("16");
    await adviser.page.locator("button[name=confirm][value=published]").click();
    await expect(adviser.page).toHaveURL(/\/desk\/opportunities$/);

    const reader = await guest(browser);
    await reader.page.goto(`/${language}/opportunities?q=${encodeURIComponent(said.title)}`);
    await look(reader, `opportunities-${language}`, phone);
    await reader.page.locator(".opportunity-lines a", { hasText: title }).click();
    await expect(reader.page.locator("h1")).toHaveText(title);
    await look(reader, `opportunity-${language}`, phone);
    // Whose it is a file would tell; what it says is read in the reader's language.
    await expect(reader.page.locator("#attachments")).toHaveCount(0);
    await reader.page.goto(`/en/opportunities/${id}`);
    await expect(reader.page.locator("h1")).toHaveText(english);
    expect([...owner.faults, ...adviser.faults, ...reader.faults]).toEqual([]);
  });
}
