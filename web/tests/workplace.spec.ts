// Every page of joining and of the desk in two languages (the longer ones) and in the states people meet: empty, wrong, waiting, decided.
import { expect, test } from "@playwright/test";
import { byLink, guest, joinByHand, letter, newcomer, openCase, signedIn } from "./people";
import { look } from "./look";
import { company } from "./register";

// Axe reads each page whole, twice: a slow machine takes its time.
test.describe.configure({ mode: "parallel", timeout: 300_000 });

const next = "button[name=go][value=next]";

for (const [place, language] of (["fr", "de"] as const).entries()) {
  test(`signing in and the account: ${language}`, async ({ browser }) => {
    const mail = `look-${language}@newcomer.example`;
    const person = await guest(browser);
    const { page } = person;
    await page.goto(`/${language}/sign-in`);
    await look(page, "sign-in");
    await page.locator("#mail").fill("nicht");
    await page.locator("#send-link").click();
    await expect(page.locator("#mail-error")).toBeVisible();
    await look(page, "sign-in-wrong");
    await page.goto(`/${language}/sign-in/reset`);
    await look(page, "reset");
    await page.goto(`/${language}/sign-in/reset/sent`);
    await look(page, "reset-sent");
    await page.goto(`/${language}/sign-in/link/nothing`);
    await look(page, "link-gone");
    await page.goto(`/${language}/demo/mail`);
    await look(page, "letters");
    await page.goto(`/${language}/sign-in`);
    await page.locator("#mail").fill(mail);
    await page.locator("#send-link").click();
    await expect(page.locator("#code")).toBeVisible();
    await look(page, "sent");
    await page.locator("#code").fill("00000000");
    await page.locator("main form button").click();
    await look(page, "sent-wrong");
    const [link] = await letter(page, mail);
    const other = await guest(browser);
    await other.page.goto(link ?? "");
    await look(other.page, "link-elsewhere");
    await page.goto(link ?? "");
    await look(page, "link-new");
    await page.locator("#enter").click();
    await expect(page.locator("#name-error")).toBeVisible();
    await look(page, "link-new-wrong");
    await page.locator("#name").fill("Noa Kremer");
    await page.locator("#enter").click();
    await expect(page.locator(".site-person form")).toBeVisible();
    await page.goto(`/${language}/account`);
    await look(page, "account");
    await page.locator("#password").fill("kurz");
    await page.locator('form[action$="/account/password"] button').click();
    await expect(page.locator("#password-error")).toBeVisible();
    await look(page, "account-wrong");
    await page.locator("#password").fill("Vierzehn-Eulen-zaehlen-Boote-7");
    await page.locator('form[action$="/account/password"] button').click();
    await page.locator("#add-app").click();
    await expect(page.locator("#secret")).toBeVisible();
    await look(page, "account-app");
    await page.locator("#token").fill("Hofladen");
    await page.locator("input[name=scope]").first().check();
    await page.locator('form[action$="/account/tokens"] button').click();
    await expect(page.locator("#once")).toBeVisible();
    await look(page, "account-token");
    await page.goto(`/${language}/notices`);
    await look(page, "notices-empty");
    await page.goto(`/${language}/joining`);
    await look(page, "mine-empty");
    await page.goto(`/${language}/sign-in/again?to=/${language}/account`);
    await look(page, "again");
    expect(person.faults).toEqual([]);
  });

  test(`joining: ${language}`, async ({ browser }) => {
    const person = await newcomer(browser, language, `look-join-${language}`);
    const { page } = person;
    const at = (rest: string): Promise<unknown> => page.goto(`/${language}${rest}`);
    await at("/join");
    await look(page, "join");
    await at("/join?q=holz");
    await look(page, "join-hits");
    await at("/join?q=404+833+047");
    await look(page, "join-number-wrong");
    await at("/join?q=732829320");
    await look(page, "join-number-unknown");
    await at("/join?q=Qwertzuiop");
    await look(page, "join-nothing");
    await page.locator("section.block form button").click();
    await look(page, "identity");
    await page.locator("#name").fill("");
    await page.locator("#number").fill("404 833 047");
    await page.locator(next).click();
    await expect(page.locator("#number-error")).toBeVisible();
    await look(page, "identity-wrong");
    await page.locator("#name").fill(`Rebwerk ${language}`);
    await page.locator("#number").fill("");
    await page.locator("#not_founded").check();
    await page.locator(next).click();
    await look(page, "seat");
    await page.locator("#postal_code").fill("54470");
    await page.locator("#municipality").fill("Bernkastel-Kues");
    await page.locator("#country").selectOption("DE");
    await page.locator(next).click();
    await look(page, "activity");
    await page.locator(next).click();
    // Each fault names its field.
    const told = await page.locator(".error-summary li").allTextContents();
    expect(new Set(told).size).toBe(3);
    await look(page, "activity-wrong");
    await page.locator("input[name=kind][value=startup]").check();
    await page.locator("#summary").fill("Wir messen, wann eine Parzelle lesereif ist.");
    await page.locator("input[name=languages][value=de]").check();
    await page.locator(next).click();
    await expect(page).toHaveURL(/\/languages$/);
    await look(page, "languages");
    await page.locator(next).click();
    await expect(page).toHaveURL(/\/documents$/);
    await look(page, "documents");
    const file = { name: "statuts.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ") };
    await page.locator("#file").setInputFiles(file);
    await page.locator('form[action$="/documents/add"] button').click();
    await expect(page.locator(".error-summary")).toBeVisible();
    await look(page, "documents-wrong");
    const draft = page.url().replace(/\/documents.*$/, "");
    await page.goto(`${draft}/preview`);
    await look(page, "preview");
    await page.goto(`${draft}/send`);
    await look(page, "send");
    await at("/joining");
    await look(page, "mine");
    await page.goto(`${draft}/send`);
    await page.locator("button[value=send]").click();
    await expect(page.locator(".receipt")).toBeVisible();
    await look(page, "sent-to-chamber");
    await at(`/join?q=${encodeURIComponent(company(50 + place).name)}`);
    await page.locator(".join-hits form button").first().click();
    await look(page, "identity-register");
    await page.locator(next).click();
    await look(page, "seat-register");
    await page.locator(next).click();
    await look(page, "activity-register");
    expect(person.faults).toEqual([]);
  });

  test(`the desk, its answers and an appeal: ${language}`, async ({ browser }) => {
    test.slow();
    const name = `Pilzhof ${language}`;
    const founder = await newcomer(browser, language, `look-desk-${language}`);
    const at = await joinByHand(founder, language, name, "Wir züchten Pilze auf Trester.");
    await founder.page.goto(at);
    await look(founder.page, "case-under");
    // The chamber of Saarland has something reported to it, whatever other stories did.
    const reader = await guest(browser);
    await reader.page.goto(`/${language}/organisations?standing=listed&territory=SAR`);
    await reader.page.locator(".hit-name a").first().click();
    await reader.page.goto(`${reader.page.url().replace(/\/[^/]*$/, "")}/report`);
    await reader.page.locator("input[name=subject]").first().check();
    await reader.page.locator("#reason").fill("Die Adresse stimmt seit März nicht mehr.");
    await reader.page.locator("#send").click();
    await expect(reader.page.locator("#send")).toHaveCount(0);
    const desk = await signedIn(browser, language, "adviser");
    const { page } = desk;
    await page.goto(`/${language}/desk`);
    await look(page, "desk");
    await page.goto(`/${language}/desk?q=zzzz`);
    await look(page, "desk-nothing");
    for (const kind of ["new_organisation", "claim", "protected_change", "content", "report"]) {
      await page.goto(`/${language}/desk?kind=${kind}`);
      const first = page.locator(".queue li a").first();
      await page.goto((await first.getAttribute("href")) ?? "");
      await look(page, `desk-${kind.replace("_", "-")}`);
    }
    await page.goto(`/${language}/desk/figures`);
    await look(page, "figures");
    await page.goto(`/${language}/notices`);
    await look(page, "notices");
    await page.goto(`/${language}/listing?q=${encodeURIComponent(company(53 + place).name)}`);
    await look(page, "listing");
    await page.locator("input[name=organisation]").first().check();
    await page.locator("#kind").selectOption("sme");
    await page.locator('main form[method="post"] button.button').click();
    await look(page, "listing-done");
    await openCase(desk, language, name);
    await look(page, "desk-own");
    await page.locator("#ask-question").fill("Wer zeichnet für die Gesellschaft, und seit wann?");
    await page.locator("button[form=case-ask]").click();
    await look(page, "desk-next");
    await openCase(desk, language, name);
    await look(page, "desk-waiting");
    await founder.page.goto(at);
    await look(founder.page, "case-asked");
    await founder.page.locator('form[action$="/answer"] button').click();
    await expect(founder.page.locator("#body-error")).toBeVisible();
    await look(founder.page, "case-asked-wrong");
    await founder.page.locator("#body").fill("Noa Kremer.");
    await founder.page.locator('form[action$="/answer"] button').click();
    await openCase(desk, language, name);
    await page.locator('a[data-key="r"]').click();
    await page.locator(".case-grounds a").first().click();
    await look(page, "desk-refuse");
    await page.locator("#decide-facts").fill("");
    await page.locator("#case-refuse button[value=refused]").click();
    await expect(page.locator("#decide-facts-error")).toBeVisible();
    await look(page, "desk-refuse-wrong");
    await page.locator("#decide-facts").fill("Die Vollmacht fehlt weiterhin.");
    await page.locator("#case-refuse button[value=refused]").click();
    await expect(page.locator(".case-undo")).toBeVisible();
    await look(page, "desk-refused");
    await founder.page.goto(at);
    await look(founder.page, "case-refused");
    const [appeal] = await letter(
      founder.page,
      `look-desk-${language}@newcomer.example`,
      "case",
      "/appeal/",
    );
    await reader.page.goto(appeal);
    await look(reader.page, "appeal");
    await reader.page.locator("main form button.button").click();
    await look(reader.page, "appeal-wrong");
    await reader.page.locator("#body").fill("Der Auszug lag bei; wir bitten um eine neue Prüfung.");
    await reader.page.locator("main form button.button").click();
    await look(reader.page, "appeal-sent");
    await founder.page.goto(at);
    await look(founder.page, "case-appealed");
    const reviewer = await signedIn(browser, language, "reviewer");
    await openCase(reviewer, language, name);
    await look(reviewer.page, "desk-review");
    expect([founder, desk, reader, reviewer].flatMap(({ faults }) => faults)).toEqual([]);
  });

  test(`claims and reports: ${language}`, async ({ browser }) => {
    const person = await guest(browser);
    const { page } = person;
    for (const standing of ["listed", "member"]) {
      await page.goto(`/${language}/organisations?standing=${standing}&q=holz`);
      await page.locator(".hit-name a").first().click();
      const address = page.url().replace(/\/[^/]*$/, "");
      if (standing === "listed") {
        await page.goto(`${address}/report`);
        await page.locator("#send").click();
        await expect(page.locator(".error-summary")).toBeVisible();
        await look(page, "report-wrong");
        await page.locator("input[name=subject]").first().check();
        await page.locator("#reason").fill("Die Adresse stimmt seit März nicht mehr.");
        await page.locator("#send").click();
        await look(page, "report-receipt");
        await page.goto(`${address}/claim`);
        await byLink(person, `look-claim-${language}@newcomer.example`, "Noa Kremer");
      } else {
        await page.goto(`${address}/claim`);
      }
      await look(page, `claim-${standing}`);
      await page.locator("button[value=chamber]").click();
      await expect(page.locator("#reason-error")).toBeVisible();
      await look(page, `claim-${standing}-wrong`);
      await page.locator("#reason").fill("Wir führen sie seit 2019; der Auszug nennt uns.");
      await page.locator("button[value=chamber]").click();
      await expect(page).toHaveURL(/\/cases\//);
      await look(page, `claim-${standing}-case`);
    }
    await page.goto(`/${language}/joining`);
    expect(person.faults).toEqual([]);
  });
}
