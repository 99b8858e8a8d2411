// What the security design promises a browser: the headers of every page, exactly (T-21); no other host, only the cookies it
// lists, no complaint of the policy (T-22); nothing anybody types ever runs (T-23). Crawled by people of each kind.
import { expect, test, type Page, type Response } from "@playwright/test";
import {
  cast,
  guest,
  neighbours,
  joinByHand,
  letter,
  newcomer,
  openCase,
  signedIn,
  type Person,
} from "./people";
import { anOrganisation } from "./pages";

test.describe.configure({ mode: "parallel" });

/** Every header a page may have, and its value (trust.md D2; this server is asked over http, so HSTS has no place). */
const headers: Record<string, string | RegExp> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; " +
    "require-trusted-types-for 'script'; trusted-types default",
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "permissions-policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), " +
    "payment=(), usb=(), browsing-topics=(), publickey-credentials-get=(self), publickey-credentials-create=(self)",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "x-frame-options": "DENY",
  "content-type": "text/html; charset=utf-8",
  vary: /\bCookie, Accept-Language\b/,
};
/** What else may be there: how it was sent, which request it was, how much one may still ask. */
const others = new Set([
  "cache-control",
  "content-encoding",
  "content-length",
  "date",
  "etag",
  "ratelimit",
  "ratelimit-policy",
  "set-cookie",
  "transfer-encoding",
  "x-request-id",
]);
const shared = "public, max-age=60, stale-while-revalidate=300";

function headerFaults(response: Response, signed: boolean): string[] {
  const got = response.headers();
  const faults = Object.entries(headers)
    .filter(([name, value]) => {
      const found = got[name] ?? "";
      return typeof value === "string" ? found !== value : !value.test(found);
    })
    .map(([name]) => `${name}: ${got[name] ?? "(none)"}`);
  for (const name of Object.keys(got)) {
    if (!(name in headers) && !others.has(name)) faults.push(`unknown header ${name}`);
  }
  const cache = got["cache-control"] ?? "";
  if (cache !== "no-store" && (signed || cache !== shared)) faults.push(`cache-control: ${cache}`);
  return faults.map((fault) => `${response.url()}: ${fault}`);
}

/** The kind of page an address is of. */
function pattern(address: string): string {
  const { pathname, searchParams } = new URL(address);
  const path = pathname
    .replace(/\/[0-9A-HJKMNP-TV-Z]{26}(\/[^/]+)?/g, "/ID$1")
    .replace(/(\/organisations\/ID)\/(?!report|claim).*/, "$1")
    .replace(/\/(demo\/sign-in|sign-in\/link|stop|appeal)\/.*/, "/$1/TOKEN")
    .replace(/\/chambers\/.*/, "/chambers/CODE");
  const asked = ["view", "bbox", "cursor", "standing", "to"].filter((key) => searchParams.has(key));
  return `${path}?${asked[0] ?? ""}`;
}

/** Opens one page of each kind that links lead to. */
async function crawl(person: Person, from: string[], signed: boolean): Promise<string[]> {
  const { page } = person;
  const faults: string[] = [];
  const seen = new Set<string>();
  const waiting = [...from];
  for (let address = waiting.shift(); address; address = waiting.shift()) {
    const full = new URL(address, "http://localhost").toString();
    const kind = pattern(full);
    if (seen.has(kind)) continue;
    seen.add(kind);
    const response = await page.goto(address);
    if (!response) continue;
    faults.push(...headerFaults(response, signed));
    if (response.status() >= 500) faults.push(`${address}: ${response.status()}`);
    const links = await page
      .locator("a[href]")
      .evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? ""));
    for (const link of links) {
      const file = /\.(csv|xlsx|json|atom|ics)(\?|$)|^\/api\/|\/documents\/|\/demo\/sign-in\//.test(
        link,
      );
      if (link.startsWith("/fr") && !file) waiting.push(link.replace(/#.*/, ""));
      if (/^\s*(javascript|data|vbscript):/i.test(link)) faults.push(`${address}: link ${link}`);
    }
  }
  for (const cookie of await page.context().cookies()) {
    if (!["sid", "ml"].includes(cookie.name)) faults.push(`cookie ${cookie.name}`);
    if (!cookie.httpOnly) faults.push(`cookie ${cookie.name} is open to scripts`);
    if (cookie.sameSite === "None") faults.push(`cookie ${cookie.name} goes everywhere`);
  }
  return [...faults, ...person.faults, `${seen.size} kinds of pages`];
}

const roles = (Object.keys(cast) as (keyof typeof cast)[]).filter((role) => !(role in neighbours));

for (const role of ["guest", ...roles] as const) {
  test(`headers, hosts, cookies and policy: ${role}`, async ({ browser, request }, info) => {
    const person = role === "guest" ? await guest(browser) : await signedIn(browser, "fr", role);
    const id = await anOrganisation(request);
    const from = ["/fr", `/fr/organisations/${id}/report`, "/fr/sign-in", "/fr/nothing-here"];
    if (role === "guest") {
      from.push("/fr/demo/mail", "/fr/sign-in/reset", "/fr/sign-in/sent", "/fr/appeal/nothing");
    } else {
      from.push("/fr/account", "/fr/notices", "/fr/joining", "/fr/desk", "/fr/listing");
      from.push(`/fr/organisations/${id}/claim`, "/fr/sign-in/again");
    }
    const found = await crawl(person, from, role !== "guest");
    info.annotations.push({ type: "crawled", description: found.pop() ?? "" });
    expect(found).toEqual([]);
  });
}

/** Each would leave an element marked `data-canary`, a link that runs, or a dialog, if any part of it were taken as a page. */
const payloads = [
  `<script data-canary>alert(1)</script>`,
  `"><img data-canary src=x onerror=alert(1)>`,
  `' autofocus onfocus=alert(1) data-canary='`,
  `<svg data-canary/onload=alert(1)>`,
  `</textarea><b data-canary>`,
  `</title><b data-canary>`,
  `<math><mtext><table><mglyph><style><!--</style><img data-canary src=x onerror=alert(1)>`,
  `<svg></p><style><a id="</style><img data-canary src=1 onerror=alert(1)>">`,
  `[x](javascript:alert(1)) ![x](x"onerror="alert(1))`,
  `javascript:alert(1)//`,
  `{{ 7 * 7 }}\${7*7}<%= 7*7 %>`,
  `&lt;img data-canary src=x onerror=alert(1)&gt;`,
];
const all = payloads.join("\n");

async function calm(page: Page, faults: string[]): Promise<void> {
  const marks = await page.locator("[data-canary]").count();
  if (marks) faults.push(`${page.url()}: ${marks} canaries`);
  const runs = await page
    .locator("a, form, iframe, object, embed, base")
    .evaluateAll((found) =>
      found
        .filter((one) =>
          [...one.attributes].some(({ value }) => /^\s*(javascript|data|vbscript):/i.test(value)),
        )
        .map((one) => one.outerHTML),
    );
  faults.push(...runs.map((run) => `${page.url()}: ${run}`));
  const handlers = await page.locator("[onerror], [onload], [onfocus], [style], iframe").count();
  if (handlers) faults.push(`${page.url()}: ${handlers} handlers`);
}

function alarm(person: Person): Person {
  person.page.on("dialog", (dialog) => {
    person.faults.push(`dialog on ${person.page.url()}`);
    void dialog.dismiss();
  });
  return person;
}

test("nothing that anybody types runs", async ({ browser }) => {
  test.slow();
  const founder = alarm(await newcomer(browser, "fr", "xss"));
  const desk = alarm(await signedIn(browser, "fr", "adviser"));
  const reader = alarm(await guest(browser));
  const people = [founder, desk, reader];
  const see = async (person: Person, address?: string): Promise<void> => {
    if (address) await person.page.goto(address);
    await calm(person.page, person.faults);
  };

  // The name of the person, of a token, of an organisation and of its document; each text as long as it may be.
  await founder.page.goto("/fr/account");
  await founder.page.locator("#name").fill(`Noa ${payloads[1]}`);
  await founder.page.locator('form[action$="/account"] button').click();
  await see(founder);
  await founder.page.locator("#token").fill(payloads[3] ?? "");
  await founder.page.locator("input[name=scope]").first().check();
  await founder.page.locator('form[action$="/account/tokens"] button').click();
  await see(founder);
  const name = `Canari ${payloads[1]} ${payloads[3]}`;
  await see(founder, `/fr/join?q=${encodeURIComponent(name)}`);
  await founder.page.locator("section.block form button").click();
  const next = "button[name=go][value=next]";
  await founder.page.locator("#name").fill(name);
  await founder.page.locator("#number").fill(payloads[2] ?? "");
  await founder.page.locator(next).click();
  await see(founder);
  await founder.page.locator("#number").fill("");
  await founder.page.locator("#not_founded").check();
  await founder.page.locator(next).click();
  await founder.page.locator("#street").fill(payloads[1] ?? "");
  await founder.page.locator("#postal_code").fill(`"><b data-canary>`);
  await founder.page.locator("#municipality").fill(payloads[3] ?? "");
  await founder.page.locator("#country").selectOption("DE");
  await founder.page.locator(next).click();
  await see(founder);
  if (await founder.page.locator("#postal_code").count()) {
    await founder.page.locator("#postal_code").fill("66111");
    await founder.page.locator(next).click();
  }
  await expect(founder.page).toHaveURL(/\/activity$/);
  const draft = founder.page.url().replace(/\/activity$/, "");
  await founder.page.locator("input[name=kind][value=startup]").check();
  await founder.page.locator("#summary").fill(all.slice(0, 500));
  await founder.page.locator("#description").fill(all);
  await founder.page.locator("input[name=languages][value=fr]").check();
  await founder.page.locator("#website").fill("javascript:alert(1)//https://x.example");
  await founder.page.locator(next).click();
  await expect(founder.page.locator("#website-error")).toBeVisible();
  await see(founder);
  await founder.page.locator("#website").fill(`https://x.example/"><b data-canary>`);
  await founder.page.locator(next).click();
  await see(founder);
  if (await founder.page.locator("#website-error").count()) {
    await founder.page.locator("#website").fill("https://x.example/");
    await founder.page.locator(next).click();
  }
  await expect(founder.page).toHaveURL(/\/languages$/);
  for (const area of await founder.page.locator("main textarea").all()) {
    await area.fill(all.slice(0, 480));
  }
  await founder.page.locator(next).click();
  await see(founder);
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
    "base64",
  );
  await founder.page
    .locator("#file")
    .setInputFiles({ name: `"><img data-canary src=x>.png`, mimeType: "image/png", buffer: png });
  await founder.page.locator('form[action$="/documents/add"] button').click();
  await see(founder);
  for (const view of ["preview", "preview?as=investor", "send"]) {
    await see(founder, `${draft}/${view}`);
  }
  await founder.page.locator("button[value=send]").click();
  await see(founder);
  const at = (await founder.page.locator('main a[href*="/cases/"]').getAttribute("href")) ?? "";
  await see(founder, at);

  // The question, a note, the answer, the decision.
  await desk.page.goto("/fr/desk?q=Canari");
  await see(desk);
  await desk.page.locator(".queue li a", { hasText: "Canari" }).first().click();
  await see(desk);
  await desk.page.locator(".case-more summary").last().click();
  await desk.page.locator("#note-note").fill(all);
  await desk.page.locator('form[action*="/note"] button').click();
  await see(desk);
  await desk.page.locator("#ask-question").fill(all);
  await desk.page.locator("button[form=case-ask]").click();
  await see(desk);
  await see(founder, at);
  await founder.page.locator("#body").fill(all);
  await founder.page.locator('form[action$="/answer"] button').click();
  await see(founder);
  await openCase(desk, "fr", name);
  await see(desk);
  await desk.page.locator("button[form=case-approve][value=approved]").click();
  await see(desk);
  // Asked of the API until the index has it: a browser keeps a public page for a minute, the one without it as well.
  await expect(async () => {
    const answer = await reader.page.request.get("/api/v1/organisations?q=Canari&limit=5");
    const { items } = (await answer.json()) as { items: { name: string }[] };
    expect(items.map((one) => one.name)).toContain(name);
  }).toPass({ timeout: 30_000 });
  await see(reader, "/fr/organisations?q=Canari");
  await see(reader, "/fr/organisations?q=Canari&view=table");
  await see(reader, `/fr/organisations?q=${encodeURIComponent(payloads[1] ?? "")}`);
  await reader.page.goto("/fr/organisations?q=Canari");
  await reader.page.locator(".hit-name a", { hasText: "Canari" }).click();
  await see(reader);
  for (const language of ["de", "en"]) {
    await reader.page.locator(`.language-switch a[hreflang="${language}"]`).click();
    await see(reader);
  }

  // A report of it, with the desk's view; a refusal, its letter and the appeal.
  await reader.page.goto(reader.page.url().replace(/\/[^/]*$/, "/report"));
  await reader.page.locator("input[name=subject]").first().check();
  await reader.page.locator("#place").fill(payloads[1] ?? "");
  await reader.page.locator("#reason").fill(all);
  await reader.page.locator("#send").click();
  await see(reader);
  await see(desk, "/fr/desk?kind=report&q=Canari");
  const report = desk.page.locator(".queue li a", { hasText: "Canari" });
  if (await report.count()) {
    await report.first().click();
    await see(desk);
  }
  const other = await newcomer(browser, "fr", "xss2");
  people.push(alarm(other));
  await joinByHand(other, "fr", "Second canari", "Un deuxième canari.");
  await openCase(desk, "fr", "Second canari");
  await desk.page.locator('a[data-key="r"]').click();
  await desk.page.locator("#decide-ground").selectOption({ index: 1 });
  await desk.page.locator("#decide-facts").fill(all);
  await desk.page.locator("#decide-remedy").fill(all);
  await desk.page.locator("#case-refuse button[value=refused]").click();
  await see(desk);
  const [appeal] = await letter(other.page, "xss2@newcomer.example", "case", "/appeal/");
  await see(other, appeal);
  await other.page.locator("#body").fill(all);
  await other.page.locator("main form button.button").click();
  await see(other);
  const reviewer = alarm(await signedIn(browser, "fr", "reviewer"));
  people.push(reviewer);
  await openCase(reviewer, "fr", "Second canari");
  await see(reviewer);
  for (const address of ["/fr/notices", "/fr/joining", "/fr/account"]) await see(founder, address);
  await see(desk, "/fr/notices");
  await see(reader, "/fr/demo/mail");
  const letters = await reader.page
    .locator(".notices a")
    .evaluateAll((found) => found.slice(0, 15).map((one) => one.getAttribute("href") ?? ""));
  for (const one of letters) await see(reader, one);
  expect(people.flatMap(({ faults }) => faults)).toEqual([]);
});
