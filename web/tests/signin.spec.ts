// Every way in, in a browser: link, the code for another browser, password and reset, an app, recovery codes, a passkey of
// Chromium's virtual authenticator; and no desk for a mandate without a second factor.
import { expect, test, type Page } from "@playwright/test";
import { guest, letter, newcomer, passerelle } from "./people";
import { code, password as first, step, withApp } from "./totp";

test.describe.configure({ mode: "parallel" });

const second = "Siebzehn-Uhus-falten-Karten-4";

async function signOut(page: Page): Promise<void> {
  await page.locator('form[action$="/sign-out"] button').click();
  await expect(page.locator('.site-person a[href$="/sign-in"]')).toBeVisible();
}

async function isIn(page: Page): Promise<void> {
  await expect(page.locator('form[action$="/sign-out"]')).toBeVisible();
}

async function byPassword(page: Page, mail: string, password: string): Promise<void> {
  await page.goto("/de/sign-in");
  await page.locator("#mail").fill(mail);
  await page.locator("#password").fill(password);
  await page.locator("#send-password").click();
}

test("by a link, and by its code where it is opened in another browser", async ({ browser }) => {
  const one = await newcomer(browser, "fr", "link1");
  await signOut(one.page);
  await one.page.locator('.site-person a[href$="/sign-in"]').click();
  await one.page.locator("#mail").fill("link1@newcomer.example");
  await one.page.locator("#send-link").click();
  await expect(one.page.locator("#code")).toBeVisible();
  const [link] = await letter(one.page, "link1@newcomer.example");
  const other = await guest(browser);
  await other.page.goto(link ?? "");
  const shown = (await other.page.locator("#code").textContent())?.trim() ?? "";
  expect(shown).toMatch(/^\d{4}\s?\d{4}$/);
  await one.page.locator("#code").fill("00000001");
  await one.page.locator('form[action$="/sign-in/code"] button').click();
  await expect(one.page.locator("#code-error")).toBeVisible();
  await one.page.locator("#code").fill(shown);
  await one.page.locator('form[action$="/sign-in/code"] button').click();
  await isIn(one.page);
  // A link is for once.
  await other.page.goto(link ?? "");
  await expect(other.page.locator("#enter")).toHaveCount(0);
  expect([...one.faults, ...other.faults]).toEqual([]);
});

test("by a password that is forgotten, and by a new one", async ({ browser }) => {
  const { page } = await newcomer(browser, "de", "reset1");
  const mail = "reset1@newcomer.example";
  await page.goto("/de/account");
  await page.locator("#password").fill("passwort");
  await page.locator('form[action$="/account/password"] button').click();
  await expect(page.locator("#password-error")).toBeVisible();
  await page.locator("#password").fill(first);
  await page.locator('form[action$="/account/password"] button').click();
  await expect(page.locator(".receipt")).toBeVisible();
  await signOut(page);
  await byPassword(page, mail, second);
  await expect(page.locator(".error-summary")).toBeVisible();
  await expect(page.locator("#mail")).toHaveValue(mail);
  await byPassword(page, mail, first);
  await isIn(page);
  await signOut(page);
  await page.goto("/de/sign-in/reset");
  await page.locator("#mail").fill(mail);
  await page.locator("main form button").click();
  await expect(page).toHaveURL(/\/reset\/sent$/);
  const links = await letter(page, mail, "reset");
  await page.goto(links[0] ?? "");
  await page.locator("#password").fill(second);
  await page.locator("main form button").click();
  await expect(page).toHaveURL(/\/reset\/done$/);
  await byPassword(page, mail, first);
  await expect(page.locator(".error-summary")).toBeVisible();
  await byPassword(page, mail, second);
  await isIn(page);
});

test("by an app, and by a recovery code once", async ({ browser }) => {
  const mail = "app1@newcomer.example";
  const person = await newcomer(browser, "de", "app1");
  const { page } = person;
  await page.goto("/de/account");
  const { secret, codes, used } = await withApp(page);
  await signOut(page);
  await byPassword(page, mail, first);
  await page.locator("#code").fill(code(secret, used));
  await page.locator("main form button").click();
  await expect(page.locator("#code-error")).toBeVisible();
  await page.locator("#code").fill(code(secret, Math.max(step(), used + 1)));
  await page.locator("main form button").click();
  await isIn(page);
  await signOut(page);
  const recovery = codes[0] ?? "";
  for (const taken of [true, false]) {
    await byPassword(page, mail, first);
    await page.locator("#code").fill(recovery);
    await page.locator("main form button").click();
    if (!taken) {
      await expect(page.locator("#code-error")).toBeVisible();
      break;
    }
    await isIn(page);
    await signOut(page);
  }
  expect(person.faults).toEqual([]);
});

test("by a passkey", async ({ browser }) => {
  const person = await newcomer(browser, "fr", "passkey1");
  const { page } = person;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto("/fr/account");
  await page.locator("#passkey").fill("Téléphone");
  await page.locator("#passkeys form[data-passkey] button").click();
  await expect(page.locator("#passkeys .held")).toContainText("Téléphone");
  await signOut(page);
  await page.goto("/fr/sign-in?to=/fr/account");
  await page.locator("#send-passkey").click();
  await expect(page).toHaveURL(/\/fr\/account$/);
  await isIn(page);
  // Another person's authenticator, or none: the reader is told, and the other ways remain.
  await signOut(page);
  await devtools.send("WebAuthn.clearCredentials", { authenticatorId });
  await page.goto("/fr/sign-in");
  await page.locator("#send-passkey").click();
  await expect(page.locator("#passkey")).not.toBeEmpty();
  await expect(page.locator("#send-passkey")).toBeEnabled();
  expect(person.faults).toEqual([]);
});

test("a mandate without a second factor has no desk until it has one", async ({ browser }) => {
  const mail = "granted1@chamber.example";
  await passerelle("mandate", "grant", mail, "ihk-saarland", "adviser", "--name", "Nora Neu");
  const person = await guest(browser);
  const { page } = person;
  await page.goto("/de/desk");
  await expect(page).toHaveURL(/\/de\/sign-in\?to=/);
  await page.locator("#mail").fill(mail);
  await page.locator("#send-link").click();
  const [link] = await letter(page, mail);
  await page.goto(link ?? "");
  await page.locator("#enter").click();
  await isIn(page);
  const answer = await page.request.get("/de/desk", { maxRedirects: 0 });
  expect(answer.status()).not.toBe(200);
  await page.goto("/de/desk");
  await expect(page.locator(".queue")).toHaveCount(0);
  await expect(page.locator("#second-needed")).toBeVisible();
  expect(person.faults).toEqual([]);
});
