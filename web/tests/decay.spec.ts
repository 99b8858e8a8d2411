// What is known grows old, on a phone, in French and German, with and without script (projects): asked by letter, confirmed by
// its link without signing in; left alone, an organisation leaves the usual search, and one click brings it back. Each story
// has a demonstration of its own, which is started again on a later day: nobody writes a row for time to pass.
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test, type Browser } from "@playwright/test";
import { look } from "./look";
import { watch } from "./pages";
import { cast, enter, foundInDirectory, letter, type Person } from "./people";

const binary = process.env["PASSERELLE_BINARY"] ?? "../target/debug/passerelle";
const owner = "jonas.thielen@owner.example";

/** A demonstration that stands so many days from now. */
async function serve(site: string, data: string, later: number): Promise<() => Promise<void>> {
  const where = ["--port", new URL(site).port, "--data", data, "--organisations", "100"];
  const server = spawn(binary, ["demo", ...where, "--later", String(later)], {
    env: { ...process.env, PASSERELLE_REQUESTS_A_MINUTE: "0", PASSERELLE_REPORTS_AN_HOUR: "0" },
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const ready = async (): Promise<void> => {
    expect(server.exitCode, "the server ended").toBeNull();
    expect((await fetch(`${site}/health/ready`)).ok).toBeTruthy();
  };
  await expect(ready).toPass({ timeout: 60_000 });
  return async () => {
    server.kill("SIGTERM");
    await ended;
  };
}

async function somebody(browser: Browser, site: string): Promise<Person> {
  const context = await browser.newContext({ baseURL: site });
  const page = await context.newPage();
  return { page, faults: watch(page), hand: { taps: 0, characters: 0 } };
}

for (const [place, language] of (["fr", "de"] as const).entries()) {
  test(`asked, confirmed, forgotten, back: ${language}`, async ({ browser }, info) => {
    test.setTimeout(300_000);
    const scripted = info.project.name === "phone";
    const site = `http://localhost:${8300 + 2 * place + (scripted ? 0 : 1)}`;
    const data = mkdtempSync(join(tmpdir(), "passerelle-decay-"));
    const seen = async (person: Person, name: string): Promise<void> => {
      if (scripted) {
        await look(person.page, name);
        await person.page.setViewportSize({ width: 360, height: 740 });
      }
      const width = await person.page.evaluate("document.documentElement.scrollWidth - innerWidth");
      expect(width, person.page.url()).toBeLessThanOrEqual(0);
    };
    /** The link of the newest letter, in the story's language. */
    const link = async (person: Person): Promise<string> => {
      const [found] = await letter(person.page, owner, "reconfirm");
      return new URL(found ?? "").pathname.replace(/^\/\w\w\//, `/${language}/`);
    };
    const leave = async (person: Person): Promise<void> => {
      expect(person.faults).toEqual([]);
      await person.page.context().close();
    };

    // Today the owner looks at what is known, and confirms it signed in.
    let stop = await serve(site, data, 0);
    const signed = await somebody(browser, site);
    await enter(signed.page, language, cast.owner);
    await signed.page.goto(`/${language}/joining`);
    await signed.page.locator('main a[href*="/own/"]').first().click();
    await expect(signed.page.locator("#known")).toBeVisible();
    await seen(signed, "own-overview");
    const name = (await signed.page.locator("main .eyebrow ~ h1").textContent())?.trim() ?? "";
    await signed.page.locator('#known a[href$="/facts"]').click();
    await seen(signed, "own-facts");
    await signed.page.locator("#declared button").click();
    await expect(signed.page.locator("#confirmed")).toBeVisible();
    await foundInDirectory(signed.page, language, name);
    await leave(signed);
    await stop();

    // Two weeks before it gets old there is a letter; whoever opens its link needs no account.
    stop = await serve(site, data, 170);
    const phone = await somebody(browser, site);
    const first = await link(phone);
    await phone.page.goto(first);
    await expect(phone.page.locator("main")).toContainText(name);
    await expect(phone.page.locator(".site-person form")).toHaveCount(0);
    await seen(phone, "reconfirm");
    await phone.page.locator("#confirm").click();
    await expect(phone.page.locator("#link-used")).toBeVisible();
    await seen(phone, "reconfirm-used");
    await phone.page.goto(first.replace(/.$/, (last) => (last === "0" ? "1" : "0")));
    await expect(phone.page.locator("#link-foreign")).toBeVisible();
    await seen(phone, "reconfirm-foreign");
    await leave(phone);
    await stop();

    // More than a year later nobody has said anything: out of the usual search, and there for who asks.
    stop = await serve(site, data, 600);
    const reader = await somebody(browser, site);
    const query = `q=${encodeURIComponent(name)}`;
    await reader.page.goto(`/${language}/organisations?${query}`);
    await expect(reader.page.locator(".hit-name a", { hasText: name })).toHaveCount(0);
    await reader.page.goto(`/${language}/organisations?${query}&age=all`);
    const hit = reader.page.locator(".hit-name a", { hasText: name });
    await expect(hit).toHaveCount(1);
    await expect(reader.page.locator(".hit-source.is-stale")).not.toHaveCount(0);
    await hit.click();
    await expect(reader.page.locator("p.notice").first()).toBeVisible();
    await seen(reader, "organisation-stale");
    await reader.page.goto(`/${language}`);
    await reader.page.locator(".figures-more summary").click();
    await expect(reader.page.locator("#territories tbody tr")).not.toHaveCount(0);
    await seen(reader, "home-figures");
    await reader.page.goto(first);
    await expect(reader.page.locator("#link-used")).toBeVisible();
    const last = await link(reader);
    await reader.page.goto(last);
    await reader.page.locator("#change").click();
    await expect(reader.page).toHaveURL(/\/sign-in/);
    await reader.page.goto(last);
    await reader.page.locator("#confirm").click();
    await expect(reader.page.locator("#link-used")).toBeVisible();
    // Another browser: this one keeps for a minute what it was shown of the search.
    const desk = await somebody(browser, site);
    await foundInDirectory(desk.page, language, name);
    await enter(desk.page, language, cast.adviser);
    await desk.page.goto(`/${language}/desk`);
    await desk.page.locator('.queue-ways a[href$="/ageing"]').click();
    await expect(desk.page.locator("#ageing tbody tr")).not.toHaveCount(0);
    await seen(desk, "desk-ageing");
    await leave(desk);
    await leave(reader);
    await stop();
    const told = await promisify(execFile)(binary, ["journal", "verify", "--data", data]);
    expect(told.stdout).toMatch(/\d+ entries, all hold/);
    rmSync(data, { recursive: true });
  });
}
