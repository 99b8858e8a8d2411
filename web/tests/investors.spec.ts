// An investor with twenty minutes: the list, narrowed; some side by side; one followed; the search kept; then a register changes its
// mind, the investor sees what changed, and asks for an introduction. With script in German, on a phone without in French.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { look as lookAt } from "./look";
import { guest, passerelle, signedIn, type Person } from "./people";

test.describe.configure({ mode: "serial", timeout: 120_000 });

async function look(person: Person, name: string, phone: boolean): Promise<void> {
  await lookAt(person.page, name);
  if (phone) await person.page.setViewportSize({ width: 360, height: 740 });
}

/** Reads companies in as an operator would; the seat is what changes. */
async function register(tag: string, names: string[], town: string, asOf: string): Promise<void> {
  const lines = names.map((name, n) =>
    JSON.stringify({
      record: {
        register: "demo",
        number: `I9${tag === "wide" ? "1" : "2"}${String(n).padStart(6, "0")}`,
        asOf,
        names: [{ value: name, language: "de", kind: "legal" }],
        legalStatus: "active",
        seat: {
          postalCode: town === "Eupen" ? "4700" : "4780",
          municipality: { de: town },
          country: "BE",
        },
      },
      listed: {
        standing: "listed",
        kind: "startup",
        chamber: "aved-ihk-ostbelgien",
        languages: ["de"],
        listedOn: "2026-05-14",
      },
    }),
  );
  const file = join(process.env["PASSERELLE_TEST_DATA"] ?? "", `investors-${tag}.jsonl`);
  writeFileSync(file, `${lines.join("\n")}\n`);
  await passerelle("import", "jsonl", file);
}

for (const language of ["fr", "de"] as const) {
  test(`an investor with twenty minutes: ${language}`, async ({ browser }, info) => {
    const phone = info.project.name.startsWith("phone");
    const tag = phone ? "phone" : "wide";
    const names = ["Sensorik", "Hydraulik", "Akustik"].map((word) => `${word} ${tag} GmbH`);
    const [first = "", second = ""] = names;
    await register(tag, names, "Eupen", "2026-05-13");

    const investor = await signedIn(browser, language, "investor");
    const { page } = investor;
    await page.goto(`/${language}/joining`);
    await page.locator("#organisations a").first().click();
    await page.locator(".within-menu a[href$='/startups']").click();
    // What some look for is seen by a professional investor, and by nobody else. Which stand first depends on what other
    // stories have made: those are asked for that say it.
    for (const band of await page.locator("#bands input").all()) await band.check();
    await page.locator(".opportunities-filters button").click();
    await expect(page.locator(".startup-sought").first()).toBeVisible();
    await look(investor, `startups-${language}`, phone);
    const reader = await guest(browser);
    await reader.page.goto(`/${language}/startups`);
    await expect(reader.page.locator(".opportunity-lines > li").first()).toBeVisible();
    await expect(reader.page.locator(".startup-sought, #bands")).toHaveCount(0);

    for (const band of await page.locator("#bands input").all()) await band.uncheck();
    await page.locator("input[name=kind][value=startup]").check();
    await page.locator("input[name=territory][value=DG]").check();
    await page.locator(".opportunities-filters button").click();
    await expect(page).toHaveURL(/territory=DG/);
    const line = (name: string) => page.locator(".opportunity-lines > li", { hasText: name });
    for (const name of names) await line(name).locator("input[name=id]").check();
    await page.locator("#compare button").click();
    await expect(page.locator(".compare-table thead th")).toHaveCount(3);
    await look(investor, `startups-compare-${language}`, phone);
    await page.goBack();
    await line(first).locator("button[value=add]").click();
    await expect(line(first).locator("button[value=remove]")).toBeVisible();
    await page.locator("#keep button").click();
    await expect(page.locator("#searches > li").last()).toContainText("Start-up");
    await look(investor, `searches-${language}`, phone);
    await page.locator(".within-menu a[href$='/watchlist']").click();
    await expect(line(first)).toBeVisible();
    await look(investor, `watchlist-${language}`, phone);

    await register(tag, names.slice(0, 2), "Sankt Vith", "2026-05-20");
    const told = (name: string) => page.locator("#changes > li", { hasText: name });
    await expect(async () => {
      await page.locator(".within-menu a[href$='/changes']").click();
      await expect(told(first)).toHaveCount(1, { timeout: 1000 });
      await expect(told(second)).toHaveCount(1, { timeout: 1000 });
    }).toPass({ timeout: 30_000 });
    for (const name of [first, second]) {
      await expect(told(name)).toContainText("4700 Eupen");
      await expect(told(name)).toContainText("4780 Sankt Vith");
    }
    await look(investor, `alerts-${language}`, phone);
    await told(first).locator("a[href$='/introduce']").click();
    await expect(page.locator("h1")).toBeVisible();
    await expect(page).toHaveURL(/\/introduce$/);
    await page.locator("#subject").fill("Sensorik für Brücken");
    await page
      .locator("#message")
      .fill(
        "Wir begleiten Unternehmen, die messen, was Brücken tragen, und möchten Sie kennenlernen.",
      );
    await page.locator("form button[value=send], form .actions button").first().click();
    await expect(page).toHaveURL(/\/introductions\/[0-9A-Z]{26}$/);
    // It was told as a notice too, and in the company's own page it can be given up.
    await page.goto(`/${language}/notices`);
    await expect(page.locator(".notices")).toContainText(first);
    await page.goto(`/${language}/startups?kind=startup&territory=DG`);
    await line(first).locator("h3 a").click();
    await page.locator("#investors button").click();
    await expect(page.locator("#investors input[name=do]")).toHaveValue("add");
    await look(investor, `startup-aside-${language}`, phone);
    expect([...investor.faults, ...reader.faults]).toEqual([]);
  });
}

test("a start-up says what it looks for: de", async ({ browser }) => {
  const owner = await signedIn(browser, "de", "owner");
  const { page } = owner;
  await page.goto("/de/joining");
  await page.locator("#organisations a").first().click();
  await page.locator(".within-menu a[href$='/funding']").click();
  await page.locator("#stage").selectOption("pilot");
  await page.locator("#band").selectOption("500k_1m");
  await page.locator("form .actions button").click();
  await expect(page.locator("#purpose-error")).toBeVisible();
  await look(owner, "funding-de", false);
  await page.locator("#purpose").selectOption("team");
  await page.locator("form .actions button").click();
  await expect(page.locator("#standing")).toBeVisible();
  expect(owner.faults).toEqual([]);
});
