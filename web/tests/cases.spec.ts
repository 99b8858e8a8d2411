// The stories of a case, each by people with a browser of their own: with and without script, on a phone and wide (projects),
// in French and German.
import { expect, test, type Browser } from "@playwright/test";
import {
  foundInDirectory,
  guest,
  joinByHand,
  joinByRegister,
  letter,
  newcomer,
  openCase,
  passerelle,
  signedIn,
  type Person,
} from "./people";
import { company } from "./register";
import { withApp } from "./totp";

test.describe.configure({ mode: "parallel" });

const words = {
  fr: {
    summary: "Nous mesurons quand une parcelle de vigne est mûre.",
    question: "Qui engage la société, et depuis quand ?",
    answer: "Noa, depuis le 5 avril 2021.",
    appeal: "L’extrait était joint ; nous demandons un nouvel examen.",
    review: "L’extrait était joint et suffit.",
  },
  de: {
    summary: "Wir messen, wann eine Parzelle lesereif ist.",
    question: "Wer zeichnet für die Gesellschaft, und seit wann?",
    answer: "Noa, seit dem 5. April 2021.",
    appeal: "Der Auszug lag bei; wir bitten um eine neue Prüfung.",
    review: "Der Auszug lag bei und genügt.",
  },
} as const;

/** Everybody's browser is closed in the end, and nobody's has complained. */
async function leave(...people: Person[]): Promise<void> {
  for (const { page, faults } of people) {
    const width = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    expect(width, page.url()).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    await page.context().close();
  }
}

for (const [place, language] of (["fr", "de"] as const).entries()) {
  const said = words[language];
  /** A number of its own for each story, language and project. */
  const own = (story: number, project: string): number =>
    ["script", "no-script", "phone", "phone-no-script"].indexOf(project) + 4 * (place + 2 * story);
  const adviser = (browser: Browser): Promise<Person> => signedIn(browser, language, "adviser");

  test(`joins by register, is asked, answers, is approved: ${language}`, async ({
    browser,
  }, info) => {
    const n = own(0, info.project.name);
    const { name } = company(n);
    const began = Date.now();
    const founder = await newcomer(browser, language, `a${n}`);
    const at = await joinByRegister(founder, language, name, said.summary);
    const { taps, characters } = founder.hand;
    const seconds = (Date.now() - began) / 1000;
    // A thumb: 1.5 s to find and tap, 0.3 s a character (some 36 words a minute).
    const hand = Math.round(1.5 * taps + 0.3 * characters);
    const figures = `${taps} taps, ${characters} characters, ${seconds} s of a machine, some ${hand} s by hand`;
    info.annotations.push({ type: "joining", description: figures });
    if (info.project.name.startsWith("phone")) console.log(`joining on a phone: ${figures}`);
    const desk = await adviser(browser);
    await openCase(desk, language, name);
    await desk.page.locator("#ask-question").fill(said.question);
    await desk.page.locator("button[form=case-ask]").click();
    await founder.page.goto(at);
    await expect(founder.page.locator(".case-messages")).toContainText(said.question);
    await founder.page.locator("#body").fill(said.answer);
    await founder.page.locator('form[action$="/answer"] button').click();
    await expect(founder.page.locator(".case-messages")).toContainText(said.answer);
    await openCase(desk, language, name);
    await expect(desk.page.locator(".case-messages")).toContainText(said.answer);
    await desk.page.locator("button[form=case-approve][value=approved]").click();
    await expect(desk.page.locator(".case-undo")).toContainText(name);
    await foundInDirectory(founder.page, language, name);
    await founder.page.locator(".hit-name a", { hasText: name }).click();
    await expect(founder.page.locator("main")).toContainText(said.summary);
    expect(await passerelle("journal", "verify")).toMatch(/\d+ entries/);
    await leave(founder, desk);
  });

  test(`joins by hand, not yet founded: ${language}`, async ({ browser }, info) => {
    const name = `Atelier ${info.project.name} ${language}`;
    const founder = await newcomer(browser, language, `b${own(1, info.project.name)}`);
    await joinByHand(founder, language, name, said.summary);
    const desk = await adviser(browser);
    await openCase(desk, language, name);
    await expect(desk.page.locator(".case .notice ul li")).not.toHaveCount(0);
    await desk.page.locator("button[form=case-approve][value=approved]").click();
    await expect(desk.page.locator(".case-undo")).toContainText(name);
    await foundInDirectory(founder.page, language, name);
    await leave(founder, desk);
  });

  test(`is listed, invited and claims by mail: ${language}`, async ({ browser }, info) => {
    const n = own(2, info.project.name);
    const { name, domain } = company(n);
    const desk = await adviser(browser);
    await desk.page.goto(`/${language}/listing?q=${encodeURIComponent(name)}`);
    await desk.page.getByLabel(name).check();
    await desk.page.locator("#kind").selectOption("sme");
    await desk.page.locator('main form[method="post"] button.button').click();
    await expect(desk.page.locator(".receipt")).toBeVisible();
    // The letter is in the chamber's language, its link makes the account and leads to the claim.
    const [invitation] = await letter(desk.page, `post@${domain}`);
    const owner = await guest(browser);
    await owner.page.goto(invitation ?? "");
    await owner.page.locator("#name").fill("Noa Chef");
    await owner.page.locator("#enter").click();
    await expect(owner.page).toHaveURL(/\/claim$/);
    await owner.page.locator(`.language-switch a[hreflang="${language}"]`).click();
    await owner.page.locator("#mail").fill("chef@elsewhere.example");
    await owner.page.locator("button[value=mail]").click();
    await expect(owner.page.locator("#mail-error")).toBeVisible();
    await expect(owner.page.locator("#mail")).toHaveValue("chef@elsewhere.example");
    await owner.page.locator("#mail").fill(`post@${domain}`);
    await owner.page.locator("button[value=mail]").click();
    await expect(owner.page.locator(".receipt")).toBeVisible();
    const [link] = await letter(owner.page, `post@${domain}`, "claim");
    await owner.page.goto(link ?? "");
    await owner.page.locator("main form button.button").click();
    await expect(owner.page.getByRole("heading", { level: 1 })).toHaveText(name);
    await foundInDirectory(owner.page, language, name, "member");
    await leave(owner, desk);
  });

  test(`is refused, appeals, another chamber overturns: ${language}`, async ({
    browser,
    javaScriptEnabled,
  }, info) => {
    const tag = `d${own(3, info.project.name)}`;
    const name = `Werkstatt ${info.project.name} ${language}`;
    const founder = await newcomer(browser, language, tag);
    await joinByHand(founder, language, name, said.summary);
    const desk = await adviser(browser);
    await openCase(desk, language, name);
    const refuse = desk.page.locator("#case-refuse");
    if (javaScriptEnabled) await desk.page.locator('a[data-key="r"]').click();
    else await refuse.locator("summary").click();
    // A ground lays out its text in the applicant's language.
    await refuse.locator(".case-grounds a").first().click();
    await expect(refuse.locator("#decide-facts")).not.toHaveValue("");
    await refuse.locator("button[value=refused]").click();
    await expect(desk.page.locator(".case-undo")).toContainText(name);

    const [appeal] = await letter(founder.page, `${tag}@newcomer.example`, "case", "/appeal/");
    expect(appeal).toContain(`/${language}/appeal/`);
    const signedOut = await guest(browser);
    await signedOut.page.goto(appeal);
    await signedOut.page.locator("main form button.button").click();
    await expect(signedOut.page.locator("#body-error")).toBeVisible();
    await signedOut.page.locator("#body").fill(said.appeal);
    await signedOut.page.locator("main form button.button").click();
    await expect(signedOut.page.locator("#body")).toHaveCount(0);

    // The chamber that refused has it no longer; another one decides.
    await desk.page.goto(`/${language}/desk?q=${encodeURIComponent(name)}`);
    await expect(desk.page.locator(".queue li a", { hasText: name })).toHaveCount(0);
    const reviewer = await signedIn(browser, language, "reviewer");
    await openCase(reviewer, language, name);
    await expect(reviewer.page.locator(".case")).toContainText(said.appeal);
    await reviewer.page.locator("#review-facts").fill(said.review);
    await reviewer.page.locator("button[value=overturned]").click();
    await foundInDirectory(founder.page, language, name);
    await signedOut.page.goto(appeal);
    await expect(signedOut.page.locator("main")).toContainText(said.review);
    await leave(founder, signedOut, desk, reviewer);
  });

  test(`a protected change needs two people of the chamber: ${language}`, async ({
    browser,
  }, info) => {
    const tag = `e${own(4, info.project.name)}`;
    const name = `Kelterei ${info.project.name} ${language}`;
    const owner = await newcomer(browser, language, tag);
    await joinByHand(owner, language, name, said.summary);
    const desk = await adviser(browser);
    await openCase(desk, language, name);
    await desk.page.locator("button[form=case-approve][value=approved]").click();
    await expect(desk.page.locator(".case-undo")).toContainText(name);
    // What is protected is changed with a second factor.
    await owner.page.goto(`/${language}/account`);
    await withApp(owner.page);
    await owner.page.goto(`/${language}/joining`);
    await owner.page.locator("#organisations a", { hasText: name }).click();
    await owner.page.locator('a[href$="/change"]').click();
    await owner.page.locator("#name").fill(`${name} neu`);
    await owner.page.locator("form[action$='/change'] button.button").click();
    await expect(owner.page.locator("#reason-error")).toBeVisible();
    await expect(owner.page.locator("#name")).toHaveValue(`${name} neu`);
    await owner.page.locator("#reason").fill(said.answer);
    await owner.page.locator("form[action$='/change'] button.button").click();
    await expect(owner.page).toHaveURL(/\/cases\//);

    await openCase(desk, language, name);
    await expect(desk.page.locator(".case")).toContainText(`${name} neu`);
    await desk.page.locator("button[form=case-approve][value=approved]").click();
    await openCase(desk, language, name);
    // Who proposed cannot second.
    await expect(desk.page.locator('form[action*="/second"]')).toHaveCount(0);
    await foundInDirectory(owner.page, language, name);
    const colleague = await signedIn(browser, language, "colleague");
    await openCase(colleague, language, name);
    await colleague.page.locator('form[action*="/second"] button').click();
    await foundInDirectory(owner.page, language, `${name} neu`);
    await leave(owner, desk, colleague);
  });
}
