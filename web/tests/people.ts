// People at work in the demonstration, and what they do: each a browser of their own, with the project's size and script.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, type Browser, type Page } from "@playwright/test";
import { watch } from "./pages";

/** Advisers of other chambers, all of them what "neighbour" is. */
export const neighbours = {
  moselle: "Hélène Gérardin",
  luxembourg: "Tessy Kremer",
  liege: "Benoît Lambrecht",
  ostbelgien: "Monika Pauquet",
} as const;

/** The demonstration's people, by what they are there for. */
export const cast = {
  ...neighbours,
  founder: "Camille Roussel",
  owner: "Jonas Thielen",
  adviser: "Miriam Adler",
  colleague: "Paul Herges",
  moderator: "Sophie Lallemand",
  head: "Dr. Ruth Kasper",
  reviewer: "Étienne Marchal",
  neighbour: "Anke Reuter",
  investor: "Laura Weyland",
  admin: "Nils Operator",
} as const;

/** Somebody with a browser. */
export interface Person {
  page: Page;
  /** Requests to other hosts, complaints of the policy, errors of scripts. */
  faults: string[];
  /** What a hand did: taps and characters. */
  hand: { taps: number; characters: number };
}

/** A new browser nobody is signed in with; `site`: of another node than the usual one. */
export async function guest(browser: Browser, site?: string): Promise<Person> {
  const context = await browser.newContext(site ? { baseURL: site } : {});
  const page = await context.newPage();
  return { page, faults: watch(page), hand: { taps: 0, characters: 0 } };
}

/** Someone of the demonstration, signed in with two factors. */
export async function signedIn(
  browser: Browser,
  language: string,
  role: keyof typeof cast,
  site?: string,
): Promise<Person> {
  const person = await guest(browser, site);
  await enter(person.page, language, cast[role]);
  return person;
}

export async function enter(page: Page, language: string, name: string): Promise<void> {
  await page.goto(`/${language}/sign-in`);
  await page.locator(".demo-people a", { hasText: name }).click();
  await page.locator("#enter").click();
  await expect(page.locator(".site-head")).toContainText(name);
}

export async function tap(person: Person, selector: string): Promise<void> {
  person.hand.taps += 1;
  await person.page.locator(selector).first().click();
}

export async function type(person: Person, selector: string, text: string): Promise<void> {
  person.hand.taps += 1;
  person.hand.characters += text.length;
  await person.page.locator(selector).first().fill(text);
}

/** The newest letter to an address: its links to `to`, once there is one. `kind` as the list of letters names it. */
export async function letter(
  page: Page,
  address: string,
  kind = "",
  to = "",
): Promise<[string, ...string[]]> {
  const read = async (path: string): Promise<string> => (await page.request.get(path)).text();
  let links: string[] = [];
  await expect(async () => {
    const lines = (await read("/en/demo/mail")).split("<li>");
    const path = /href="([^"]+)"/.exec(lines.find((line) => line.includes(address)) ?? "")?.[1];
    const text = await read(path ?? "/en/demo/mail/none");
    expect(text).toContain(`· ${kind}`);
    const list = text.slice(text.lastIndexOf("<pre"), text.lastIndexOf("</main>"));
    links = [...list.matchAll(/href="([^"]+)"/g)].map(([, link]) => link ?? "");
    // An earlier letter of the kind may be the newest still.
    links = links.filter((link) => link.includes(to));
    expect(links).not.toEqual([]);
  }).toPass({ timeout: 20_000 });
  const [first = "", ...rest] = links;
  return [first, ...rest];
}

/** From the page of signing in, by a letter, to where one wanted to go; a name for who is new. */
export async function byLink(person: Person, address: string, name?: string): Promise<void> {
  await type(person, "#mail", address);
  await tap(person, "#send-link");
  await expect(person.page.locator("#code")).toBeVisible();
  const [link] = await letter(person.page, address);
  await person.page.goto(link ?? "");
  if (name) await type(person, "#name", name);
  await tap(person, "#enter");
  await expect(person.page.locator(".site-person form")).toBeVisible();
}

/** A person nobody knew, with an account made by a letter. */
export async function newcomer(
  browser: Browser,
  language: string,
  tag: string,
  site?: string,
): Promise<Person> {
  const person = await guest(browser, site);
  await person.page.goto(`/${language}/sign-in`);
  await byLink(person, `${tag}@newcomer.example`, `Noa ${tag}`);
  return person;
}

const next = "button[name=go][value=next]";

/** What a draft says of its activity, and from there to the end; the address of the case. */
async function finish(person: Person, summary: string): Promise<string> {
  const { page } = person;
  await page.locator("input[name=kind][value=startup]").check();
  await type(person, "#summary", summary);
  await page.locator("input[name=languages][value=de]").check();
  person.hand.taps += 2;
  await tap(person, next);
  await expect(page).toHaveURL(/\/languages$/);
  await tap(person, next);
  await expect(page).toHaveURL(/\/documents$/);
  await tap(person, "main .form-page > div > .actions a.button");
  await expect(page).toHaveURL(/\/preview$/);
  await expect(page.locator(".join-preview")).toContainText(summary);
  await tap(person, "main .form-page > div > .actions a.button");
  await tap(person, "button[value=send]");
  await expect(page.locator(".receipt")).toBeVisible();
  return (await page.locator('main a[href*="/cases/"]').getAttribute("href")) ?? "";
}

/** Joins with a company the registers know. */
export async function joinByRegister(
  person: Person,
  language: string,
  name: string,
  summary: string,
): Promise<string> {
  const { page } = person;
  await page.goto(`/${language}/join`);
  await type(person, "#q", name);
  await tap(person, "form[role=search] button");
  const hit = page.locator(".join-hits > li", { hasText: name });
  person.hand.taps += 1;
  await hit.locator("form button").click();
  await expect(page).toHaveURL(/\/identity$/);
  await expect(page.locator(".join-known").first()).toContainText(name);
  await tap(person, next);
  await expect(page.locator(".join-known").first()).toContainText("Saarlouis");
  await tap(person, next);
  return finish(person, summary);
}

/** Joins by hand with what is not yet founded, else at a place whose chamber is the first of the demonstration. */
export async function joinByHand(
  person: Person,
  language: string,
  name: string,
  summary: string,
  place = { postal: "66111", municipality: "Saarbrücken", country: "DE" },
): Promise<string> {
  const { page } = person;
  await page.goto(`/${language}/join?q=${encodeURIComponent(name)}`);
  await tap(person, "section.block form button");
  await type(person, "#name", name);
  await page.locator("#not_founded").check();
  await tap(person, next);
  await type(person, "#postal_code", place.postal);
  await type(person, "#municipality", place.municipality);
  await page.locator("#country").selectOption(place.country);
  person.hand.taps += 3;
  await tap(person, next);
  return finish(person, summary);
}

/** Opens a case of the queue by its name. */
export async function openCase(person: Person, language: string, name: string): Promise<void> {
  await person.page.goto(`/${language}/desk?q=${encodeURIComponent(name)}`);
  await person.page.locator(".queue li a", { hasText: name }).first().click();
  await expect(person.page.locator(".case h1")).toHaveText(name);
}

/** Whether the directory shows an organisation: the index follows the rows within seconds. */
export async function foundInDirectory(
  page: Page,
  language: string,
  name: string,
  standing = "",
): Promise<void> {
  const query = `q=${encodeURIComponent(name)}${standing && `&standing=${standing}`}`;
  await expect(async () => {
    const answer = await page.request.get(`/api/v1/organisations?limit=5&${query}`);
    expect(await answer.text()).toContain(`"${name}"`);
  }).toPass({ timeout: 20_000 });
  await page.goto(`/${language}/organisations?${query}`);
  await expect(page.locator(".hit-name a", { hasText: name })).toBeVisible();
}

/** Runs the program on the folder of the server. */
export async function passerelle(...parts: string[]): Promise<string> {
  const binary = process.env["PASSERELLE_BINARY"] ?? "../target/debug/passerelle";
  const data = process.env["PASSERELLE_TEST_DATA"] ?? "";
  const { stdout } = await promisify(execFile)(binary, [...parts, "--data", data]);
  return stdout;
}
