// What leaves for other programs: an owner lets a program be told, checks a test with a library of others and sends it again; and
// subscribes to their deadlines, which another library reads. On a phone without script in French, on a desk with it in German.
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import ICAL from "ical.js";
import { Webhook } from "standardwebhooks";
import { look as lookAt } from "./look";
import { guest, signedIn, type Person } from "./people";

test.describe.configure({ mode: "serial", timeout: 120_000 });

const pinged = { fr: "Essai", de: "Probe" } as const;

interface Came {
  headers: Record<string, string>;
  body: string;
}

/** A program that is told: what came to it, and its address. */
async function receiver(): Promise<{ server: Server; came: Came[]; url: string }> {
  const came: Came[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const all = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      came.push({ headers: Object.fromEntries(all) as Record<string, string>, body });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return { server, came, url: `http://127.0.0.1:${port}/hooks` };
}

async function look(person: Person, name: string, phone: boolean): Promise<void> {
  await lookAt(person.page, name);
  if (phone) await person.page.setViewportSize({ width: 360, height: 740 });
}

for (const language of ["fr", "de"] as const) {
  test(`a program is told and told again: ${language}`, async ({ browser }, info) => {
    const phone = info.project.name.startsWith("phone");
    const { server, came, url } = await receiver();
    const owner = await signedIn(browser, language, "owner");
    const { page } = owner;
    await page.goto(`/${language}/joining`);
    await page.locator("#organisations a").first().click();
    await page.locator(".within-menu a[href*='/webhooks']").click();
    await look(owner, `webhooks-${language}`, phone);
    // An address of the operator's own network is refused, and everything stays as it was typed.
    await page.locator("#url").fill("https://192.168.0.1/hooks");
    await page.locator("input[name=event][value='practice.published']").check();
    await page.locator("#register .actions button").click();
    await expect(page.locator("#url-error")).toBeVisible();
    await expect(page.locator("input[name=event][value='practice.published']")).toBeChecked();
    await look(owner, `webhooks-refused-${language}`, phone);
    await page.locator("#url").fill(url);
    await page.locator("#register .actions button").click();
    const secret = (await page.locator("#secret code").textContent()) ?? "";
    expect(secret).toMatch(/^whsec_/);
    await look(owner, `webhook-secret-${language}`, phone);
    await page.goto(`/${language}/webhooks`);
    await page.locator("#webhooks a", { hasText: url }).click();
    await expect(page.locator("#secret")).toHaveCount(0);
    await page.locator("#deliveries form.actions button").click();
    await expect(page.locator(".receipt")).toBeVisible();
    // Practices of other stories are told to it as well.
    const pings = () => came.filter((one) => one.body.includes('"webhook.ping"'));
    await expect(() => expect(pings()).toHaveLength(1)).toPass({ timeout: 20_000 });
    const [first] = pings();
    if (!first) throw new Error("nothing came");
    const said = new Webhook(secret).verify(first.body, first.headers) as { type: string };
    expect(said.type).toBe("webhook.ping");
    expect(() => new Webhook(secret).verify(`${first.body} `, first.headers)).toThrow();
    const ping = page.locator("#deliveries tbody tr", { hasText: pinged[language] });
    await expect(async () => {
      await page.reload();
      await expect(ping.locator(".state-ok")).toHaveCount(1);
    }).toPass({ timeout: 20_000 });
    await look(owner, `webhook-${language}`, phone);
    await ping.locator("button").click();
    await expect(() => expect(pings()).toHaveLength(2)).toPass({ timeout: 20_000 });
    expect(pings()[1]?.headers["webhook-id"]).toBe(first.headers["webhook-id"]);
    // With a new secret both sign.
    await page.locator("#rotate button.button").click();
    const renewed = (await page.locator("#secret code").textContent()) ?? "";
    await page.locator("#deliveries form.actions button").click();
    await expect(() => expect(pings()).toHaveLength(3)).toPass({ timeout: 20_000 });
    const last = pings()[2];
    for (const one of [secret, renewed]) {
      expect(new Webhook(one).verify(last?.body ?? "", last?.headers ?? {})).toBeTruthy();
    }
    await page.locator("#rotate button.link").click();
    await expect(page).toHaveURL(/\/webhooks$/);
    expect(owner.faults).toEqual([]);
    server.close();
  });

  test(`somebody subscribes to their deadlines: ${language}`, async ({
    browser,
    request,
  }, info) => {
    const phone = info.project.name.startsWith("phone");
    const adviser = await signedIn(browser, language, "adviser");
    const { page } = adviser;
    await page.goto(`/${language}/account`);
    await page.locator("#calendar button.button").click();
    await expect(page.locator("#calendar-address")).toBeVisible();
    await look(adviser, `calendar-${language}`, phone);
    const address = (await page.locator("#calendar-address").getAttribute("value")) ?? "";
    // A program without a cookie reads it.
    const answer = await request.get(address);
    expect(answer.status()).toBe(200);
    const text = await answer.text();
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
    expect(events.length).toBeGreaterThan(0);
    const ids = events.map((event) => event.uid);
    expect(new Set(ids).size).toBe(ids.length);
    for (const event of events) {
      expect(event.startDate.isDate).toBe(true);
      expect(event.uid).toMatch(/^(introduction|opportunity|case)-[0-9A-Z]{26}@localhost$/);
      expect(event.summary.length).toBeGreaterThan(5);
    }
    for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    // Ended, it is no address any more.
    await page.locator("#calendar button.link").click();
    await expect(page.locator("#calendar-address")).toHaveCount(0);
    expect((await request.get(address)).status()).toBe(404);
    expect(adviser.faults).toEqual([]);
    const reader = await guest(browser);
    await reader.page.goto(`/${language}/practices`);
    const atom = reader.page.locator("head link[type='application/atom+xml']");
    const feed = await request.get((await atom.getAttribute("href")) ?? "");
    expect(feed.headers()["content-type"]).toContain("application/atom+xml");
    expect((await feed.text()).split("<entry>").length).toBeGreaterThan(10);
  });
}
