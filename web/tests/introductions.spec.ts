// An introduction from the page of an organisation to an outcome both sides confirm: two owners, two advisers of two chambers, each in a
// browser of their own.
import { expect, test, type Browser } from "@playwright/test";
import { look } from "./look";
import { cast, guest, signedIn, tap, type, type Person } from "./people";

/** Names and words of a story: who asks and who answers. */
interface Story {
  language: string;
  asker: keyof typeof cast;
  answerer: keyof typeof cast;
  subject: string;
  message: string;
  said: string;
  pilot: string;
}

const stories: Story[] = [
  {
    language: "fr",
    asker: "investor",
    answerer: "owner",
    subject: "Surveillance de la corrosion de haubans",
    message: "Nous exploitons deux ponts et cherchons des capteurs pour un essai de trois mois.",
    said: "Accès possible dès la mi-décembre.",
    pilot: "pilote",
  },
  {
    language: "de",
    asker: "owner",
    answerer: "investor",
    subject: "Korrosion an Schrägseilen überwachen",
    message: "Wir bauen Sensoren und suchen Brücken für einen Versuch von drei Monaten.",
    said: "Der Zugang ist ab Mitte Dezember möglich.",
    pilot: "Pilotversuch",
  },
];

/** The organisation somebody owns: its id, from the list of their own. */
async function owned(person: Person, language: string): Promise<string> {
  await person.page.goto(`/${language}/joining`);
  const href = await person.page.locator("#organisations a").first().getAttribute("href");
  return href?.split("/").pop() ?? "";
}

/** Presses the button of a step on the introduction's page. */
async function step(person: Person, path: string, verb: string): Promise<void> {
  await person.page.goto(path);
  await tap(person, `form[action$="/${verb}"] button`);
  await expect(person.page.locator(".introduction-track")).toBeVisible();
  await expect(person.page.locator(".error-summary")).toHaveCount(0);
}

/** The adviser who can take a step now: where the organisations sit, the demonstration's seed says. */
async function whoMay(
  advisers: Map<string, Person>,
  enter: (role: keyof typeof cast) => Promise<Person>,
  path: string,
  verb: string,
): Promise<Person> {
  for (const role of [
    "adviser",
    "neighbour",
    "moselle",
    "luxembourg",
    "liege",
    "ostbelgien",
    "reviewer",
  ] as const) {
    const one = advisers.get(role) ?? (await enter(role));
    advisers.set(role, one);
    await one.page.goto(path);
    if ((await one.page.locator(`form[action$="/${verb}"]`).count()) > 0) return one;
  }
  throw new Error(`nobody may ${verb} ${path}`);
}

/** Somebody of the demonstration, in whose language the story is told. */
async function person(browser: Browser, story: Story, role: keyof typeof cast): Promise<Person> {
  return signedIn(browser, story.language, role);
}

for (const story of stories) {
  const { language } = story;
  test(`from asking to an outcome both confirm: ${language}`, async ({ browser }) => {
    test.setTimeout(180_000);
    const asker = await person(browser, story, story.asker);
    const answerer = await person(browser, story, story.answerer);
    const advisers = new Map<string, Person>();
    const who = (verb: string) =>
      whoMay(advisers, (role) => person(browser, story, role), path, verb);
    const target = await owned(answerer, language);

    // From the organisation's page, as everybody finds it.
    await asker.page.goto(`/${language}/organisations/${target}`);
    await tap(asker, "#introduce a");
    await type(asker, "#subject", "x".repeat(151));
    await tap(asker, "button[value=send]");
    await expect(asker.page.locator("#subject-error")).toBeVisible();
    await look(asker.page, "introduce-refused");
    await type(asker, "#subject", story.subject);
    await type(asker, "#message", story.message);
    await asker.page.locator("#unnamed").check();
    await tap(asker, "button[value=send]");
    await expect(asker.page).toHaveURL(/\/introductions\/[0-9A-Z]{26}$/);
    const path = new URL(asker.page.url()).pathname;
    await look(asker.page, "introduction-submitted");

    // Two chambers.
    const near = await who("screen");
    await near.page.goto(`/${language}/desk`);
    await near.page.locator(`a[href="/${language}/desk/introductions"]`).click();
    await expect(near.page.locator("#desk-introductions")).toContainText(story.subject);
    await look(near.page, "desk-introductions");
    await step(near, path, "screen");
    await step(near, path, "forward");
    const far = await who("offer");
    await step(far, path, "offer");

    // The target sees no name before it accepts.
    await answerer.page.goto(`/${language}/introductions`);
    await expect(answerer.page.locator("#open")).toContainText(story.subject);
    await look(answerer.page, "introductions");
    await answerer.page.goto(path);
    expect(await answerer.page.locator(".introduction-two h2 a").count()).toBe(1);
    await step(answerer, path, "accept");
    expect(await answerer.page.locator(".introduction-two h2 a").count()).toBe(2);

    // What is said and what comes next, read by all four.
    await type(answerer, "#message-body", story.said);
    await tap(answerer, 'form[action$="/message"] button');
    await asker.page.goto(path);
    await expect(asker.page.locator("#messages")).toContainText(story.said);
    // A file both sides share, and the way back from the menu.
    await asker.page.locator("#file").setInputFiles({
      name: "plan.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.7 plan"),
    });
    await tap(asker, 'form[action$="/files"] button');
    await expect(asker.page.locator("#files")).toContainText("plan.pdf");
    await answerer.page.locator(`.site-person a[href="/${language}/introductions"]`).click();
    await answerer.page.locator(`#open a[href="${path}"]`).click();
    await expect(answerer.page.locator("#files")).toContainText("plan.pdf");
    await look(answerer.page, "introduction-files");
    await asker.page.locator("#plan summary").click();
    await type(asker, "#plan-next", story.subject);
    const day = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
    await type(asker, "#plan-on", day);
    await tap(asker, 'form[action$="/plan"] button');
    await expect(asker.page.locator("#next")).toContainText(story.subject);
    await far.page.goto(path);
    await type(far, "#notes textarea", "Am Telefon besprochen");
    await tap(far, 'form[action$="/note"] button');
    await near.page.goto(path);
    // Of the advisers one has a mandate in both chambers and reads the notes of both; who asked reads none.
    await asker.page.goto(path);
    await expect(asker.page.locator("main")).not.toContainText("Am Telefon besprochen");
    await look(near.page, "introduction-noted");
    await step(asker, path, "meet");
    await step(answerer, path, "negotiate");

    // The outcome: said by one, confirmed by the other.
    await asker.page.goto(`${path}/outcome`);
    await asker.page.locator("#kind").selectOption("investment");
    await asker.page.locator("#band").selectOption("over_1m");
    await type(asker, "#on", new Date(Date.now() - 86_400_000).toISOString().slice(0, 10));
    await type(asker, "#evidence", story.message);
    await tap(asker, "form[action$='/record'] button.button");
    await expect(asker.page.locator("#band-error")).toBeVisible();
    await look(asker.page, "outcome-refused");
    await asker.page.locator("#kind").selectOption("pilot");
    await asker.page.locator("#band").selectOption("10k_50k");
    await asker.page.locator("#names").check();
    await tap(asker, "form[action$='/record'] button.button");
    await expect(asker.page.locator("#outcome-recorded")).toBeVisible();
    await answerer.page.goto(`${path}/outcome`);
    await answerer.page.locator("#confirm-names").check();
    await look(answerer.page, "outcome-confirm");
    await tap(answerer, "form[action$='/confirm'] button.button");
    await expect(answerer.page.locator("#outcome-confirmed")).toBeVisible();

    // Everybody sees it on the organisation's page, without amounts.
    const reader = await guest(browser);
    await reader.page.goto(`/${language}/organisations/${target}`);
    await expect(reader.page.locator("#outcomes")).toContainText(story.pilot);
    await expect(reader.page.locator("#outcomes")).not.toContainText("50");
    await look(reader.page, "organisation-outcomes");
    await asker.page.goto(path);
    await expect(asker.page.locator("#ended")).toBeVisible();
    await look(asker.page, "introduction-closed");

    const faults = [asker, answerer, reader].flatMap((one) => one.faults);
    expect(faults).toEqual([]);
  });
}
