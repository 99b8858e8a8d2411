// The market's story, with a demonstration of its own: a sensor maker near Dillingen writes an offer in German; a bridge operator near
// Metz publishes a need in French, unnamed, and is shown that offer while writing; two advisers, accepted, met, a pilot both confirm;
// months later, by letters, it still holds; the map and the observatory show it. Wide with script, on a phone without.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Browser, type Page } from "@playwright/test";
import { look as lookAt } from "./look";
import {
  guest,
  joinByHand,
  letter,
  newcomer,
  openCase,
  signedIn,
  tap,
  type,
  type Person,
} from "./people";

const binary = process.env["PASSERELLE_BINARY"] ?? "../target/debug/passerelle";

/** What one writes, and where it sits. */
interface Writer {
  language: string;
  place: { postal: string; municipality: string; country: string };
  name: string;
  does: string;
  kind: string;
  title: string;
  summary: string;
  description: string;
  better: string;
  role: string;
  concept: string;
}

const maker: Writer = {
  language: "de",
  place: { postal: "66763", municipality: "Dillingen", country: "DE" },
  name: "Saarkorr Sensorik",
  does: "Wir bauen Sensoren, die Korrosion hören.",
  kind: "TO",
  title: "Drahtlose Sensoren, die Korrosion an Schrägseilen hören",
  summary: "Messboxen hören dem Stahl zu und melden Korrosion, bevor man sie sieht.",
  description:
    "Schallemission verrät jeden Draht, der reißt. Die Box ist in einer Stunde montiert, läuft fünf Jahre und sendet per Funk.",
  better: "Kein Eingriff in den Verkehr, Alarm aus Messwerten.",
  role: "Ein Bauwerk für einen Winter zur Verfügung stellen.",
  concept: "Korrosionsüberwachung",
};
const operator: Writer = {
  language: "fr",
  place: { postal: "57000", municipality: "Metz", country: "FR" },
  name: "Ponts et Haubans",
  does: "Nous exploitons des ponts à haubans.",
  kind: "TR",
  title: "Surveiller la corrosion de haubans sans fermer l’ouvrage",
  summary: "Nous cherchons une mesure continue de la corrosion entre deux inspections.",
  description:
    "L’ouvrage a plus de cinquante ans et porte un trafic qui a doublé. Les inspections coûtent cher et arrivent tard.",
  better: "Autonomie de trois ans, données dans un format ouvert.",
  role: "Poser un premier ensemble et former deux agents.",
  concept: "surveillance de la corrosion",
};

/** A demonstration that stands so many days from now. */
/**
 * Days from now to the day the story begins: the 25th of a month from March on. Early in a month the observatory has just told the one
 * before, early in a year nothing of the year, and one introduction more is too few to be told by.
 */
function begins(): number {
  const now = new Date();
  const month = Math.max(now.getMonth(), 2);
  const day = Math.max(month > now.getMonth() ? 0 : now.getDate(), 25);
  return Math.round(
    (Date.UTC(now.getFullYear(), month, day) -
      Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) /
      86_400_000,
  );
}

async function serve(site: string, data: string, later: number): Promise<() => Promise<void>> {
  const where = ["--port", new URL(site).port, "--data", data, "--later", String(later)];
  const server = spawn(binary, ["demo", ...where], {
    env: { ...process.env, PASSERELLE_REQUESTS_A_MINUTE: "0", PASSERELLE_REPORTS_AN_HOUR: "0" },
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  await expect(async () => {
    expect(server.exitCode, "the server ended").toBeNull();
    expect((await fetch(`${site}/health/ready`)).ok).toBeTruthy();
  }).toPass({ timeout: 90_000 });
  return async () => {
    server.kill("SIGTERM");
    await ended;
  };
}

/** How a hand was used since: by thumb 1.5 s a tap and 0.3 s a character. */
function figures(person: Person, before: Person["hand"], began: number): string {
  const taps = person.hand.taps - before.taps;
  const characters = person.hand.characters - before.characters;
  const seconds = (Date.now() - began) / 1000;
  const hand = Math.round(1.5 * taps + 0.3 * characters);
  return `${taps} taps, ${characters} characters, ${seconds.toFixed(1)} s of a machine, some ${hand} s by hand`;
}

/** How many keys it takes to a link or button of the main part, by the link that leads there, and presses it. */
async function byKeys(page: Page, selector: string): Promise<number> {
  await page.locator(selector).first().waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  for (let keys = 3; keys < 60; keys += 1) {
    await page.keyboard.press("Tab");
    const there = await page.evaluate(
      `document.activeElement?.matches(${JSON.stringify(selector)})`,
    );
    if (there) {
      await page.keyboard.press("Enter");
      return keys + 1;
    }
  }
  throw new Error(`no key leads to ${selector}`);
}

for (const language of ["fr", "de"] as const) {
  test(`an offer meets a need: ${language}`, async ({ browser }, info) => {
    test.setTimeout(420_000);
    const phone = info.project.name.startsWith("phone");
    const script = !info.project.name.endsWith("no-script");
    const site = `http://localhost:${Number(process.env["PASSERELLE_TEST_PORT"] ?? "8197") + (phone ? 71 : 70)}`;
    const data = mkdtempSync(join(tmpdir(), "passerelle-market-"));
    const look = async (person: Person, name: string): Promise<void> => {
      await lookAt(person.page, name);
      if (phone) await person.page.setViewportSize({ width: 360, height: 740 });
    };
    const part = async (person: Person, code: string): Promise<void> => {
      if (phone) await tap(person, `.opportunity-steps a[href="#${code}"]`);
      await expect(person.page.locator(`#${code}`)).toBeVisible();
    };

    let stop = await serve(site, data, begins());
    try {
      const near = await signedIn(browser, "de", "adviser", site);
      const far = await signedIn(browser, "fr", "moselle", site);
      const reader = await guest(browser, site);
      const before = await counted(reader, language);

      const made = await joined(browser, site, maker, near, info.project.name);
      const offer = await publish(made, maker, near, { part, phone, script, anonymous: false });
      await reader.page.goto(`/${language}/opportunities/${offer.id}`);
      await expect(reader.page.locator("h1")).toHaveText(maker.title);
      await expect(reader.page.locator("#by")).toContainText(maker.name);
      if (phone) console.log(`a founder publishes on a phone: ${offer.figures}`);

      const runs = await joined(browser, site, operator, far, info.project.name);
      const need = await publish(runs, operator, far, { part, phone, script, anonymous: true });
      // Who answered already was shown while it was written.
      expect(need.answers).toContain(maker.title);
      await reader.page.goto(`/${language}/opportunities?q=haubans`);
      const line = reader.page.locator(".opportunity-lines a", { hasText: operator.title });
      await expect(line).toBeVisible();
      await line.click();
      await expect(reader.page.locator("main")).not.toContainText(operator.name);
      await look(reader, `market-need-${language}`);

      // The maker asks whoever that is.
      await made.page.goto(`/de/opportunities/${need.id}`);
      await tap(made, "#by a.button");
      await type(made, "#subject", "Versuch an zwei Schrägseilen");
      await type(
        made,
        "#message",
        "Unsere Messboxen sind erprobt; wir zeigen sie gern einen Winter lang.",
      );
      await tap(made, "button[value=send]");
      await expect(made.page).toHaveURL(/\/introductions\/[0-9A-Z]{26}$/);
      const path = new URL(made.page.url()).pathname.replace(/^\/\w\w/, "");

      // Screened by the maker's adviser, by keys alone where there is a keyboard.
      const began = Date.now();
      await near.page.goto("/de/desk/introductions");
      if (phone) {
        const hand = { ...near.hand };
        await tap(near, `#desk-introductions a[href="/de${path}"]`);
        await tap(near, 'form[action$="/screen"] button');
        await tap(near, 'form[action$="/forward"] button');
        console.log(`an adviser screens one on a phone: ${figures(near, hand, began)}`);
      } else {
        let keys = await byKeys(near.page, `#desk-introductions a[href="/de${path}"]`);
        keys += await byKeys(near.page, 'form[action$="/screen"] button');
        keys += await byKeys(near.page, 'form[action$="/forward"] button');
        const seconds = ((Date.now() - began) / 1000).toFixed(1);
        console.log(`an adviser screens one: ${keys} keys, ${seconds} s of a machine`);
      }
      await expect(near.page.locator('form[action$="/forward"]')).toHaveCount(0);

      const step = async (person: Person, at: string, verb: string): Promise<void> => {
        await person.page.goto(`/${at}${path}`);
        await tap(person, `form[action$="/${verb}"] button`);
        await expect(person.page.locator(".introduction-track")).toBeVisible();
        await expect(person.page.locator(".error-summary")).toHaveCount(0);
      };
      await step(far, "fr", "offer");
      await made.page.goto(`/de${path}`);
      await expect(made.page.locator("main")).not.toContainText(operator.name);
      await step(runs, "fr", "accept");
      await made.page.goto(`/de${path}`);
      await expect(made.page.locator(".introduction-two")).toContainText(operator.name);
      await step(made, "de", "meet");
      await step(runs, "fr", "negotiate");

      // A pilot: said by one, confirmed by the other; both let themselves be named.
      await made.page.goto(`/de${path}/outcome`);
      await made.page.locator("#kind").selectOption("pilot");
      await made.page.locator("#band").selectOption("10k_50k");
      await type(made, "#on", new Date(Date.now() - 86_400_000).toISOString().slice(0, 10));
      await type(made, "#evidence", "Gemeinsamer Versuchsbericht, zwölf Seiten.");
      await made.page.locator("#names").check();
      await tap(made, "form[action$='/record'] button.button");
      await expect(made.page.locator("#outcome-recorded")).toBeVisible();
      await runs.page.goto(`/fr${path}/outcome`);
      await runs.page.locator("#confirm-names").check();
      await tap(runs, "form[action$='/confirm'] button.button");
      await expect(runs.page.locator("#outcome-confirmed")).toBeVisible();

      // Both let themselves be named: whoever subscribes reads it at once. The arc is drawn when the observatory publishes.
      const feed = await reader.page.request.get(`/${language}/outcomes.atom`);
      expect(await feed.text()).toContain(maker.name);
      const people = [near, far, reader, made, runs];
      expect(people.flatMap((one) => one.faults)).toEqual([]);
      for (const one of people) await one.page.context().close();
      await stop();

      // Three months later both are asked; whoever holds the link answers.
      stop = await serve(site, data, begins() + 95);
      const asked = await guest(browser, site);
      const [link] = await letter(asked.page, mailOf(info.project.name), "outcome_followup");
      await asked.page.goto(link ?? "");
      await look(asked, `market-follow-up-${language}`);
      await tap(asked, "button[name=answer][value=grown]");
      await expect(asked.page.locator("#link-used")).toBeVisible();
      expect(asked.faults).toEqual([]);
      await asked.page.context().close();
      await stop();

      // A year later the observatory has told the whole year.
      stop = await serve(site, data, begins() + 400);
      const late = await guest(browser, site);
      await expect(async () => {
        const flow = await told(late, before.year);
        expect(flow.complete).toBeTruthy();
        expect(flow.count).toBeGreaterThan(before.flow);
      }).toPass({ timeout: 30_000 });
      await late.page.goto(`/${language}/observatory?year=${before.year}`);
      await expect(late.page.locator("#introductions .map-arc")).not.toHaveCount(0);
      await expect(late.page.locator("#introductions .heat-4")).not.toHaveCount(0);
      await look(late, `market-observatory-${language}`);
      expect((await counted(late, language)).bridge).toBeGreaterThanOrEqual(before.bridge);
      await expect(late.page.locator(".map-arc")).not.toHaveCount(0);
      await look(late, `market-home-${language}`);
      expect(late.faults).toEqual([]);
    } finally {
      await stop();
      rmSync(data, { recursive: true, force: true });
    }
  });
}

/** Where the letters of the operator's owner go. */
function mailOf(project: string): string {
  return `${tag(operator, project)}@newcomer.example`;
}

function tag(writer: Writer, project: string): string {
  return `${writer.kind.toLowerCase()}-${project}`;
}

/** Joins, and an adviser of its chamber takes it in. */
async function joined(
  browser: Browser,
  site: string,
  writer: Writer,
  adviser: Person,
  project: string,
): Promise<Person> {
  const { language, name } = writer;
  const person = await newcomer(browser, language, tag(writer, project), site);
  await joinByHand(person, language, name, writer.does, writer.place);
  await openCase(adviser, language, name);
  await adviser.page.locator("button[form=case-approve][value=approved]").click();
  await expect(adviser.page.locator(".case-undo")).toContainText(name);
  return person;
}

interface How {
  part: (person: Person, code: string) => Promise<void>;
  phone: boolean;
  script: boolean;
  anonymous: boolean;
}

/** Writes it, sends it, and an adviser publishes it. */
async function publish(
  person: Person,
  writer: Writer,
  adviser: Person,
  { part, script, anonymous }: How,
): Promise<{ id: string; figures: string; answers: string }> {
  const { page } = person;
  const { language } = writer;
  await page.goto(`/${language}/joining`);
  const began = Date.now();
  const hand = { ...person.hand };
  await tap(person, "#organisations a");
  await tap(person, ".within-menu a[href$='/opportunities']");
  await tap(person, `input[name=type][value=${writer.kind}]`);
  await tap(person, "#begin button");
  await expect(page.locator("form.guided")).toBeVisible();
  const form = page.url().split("#")[0] ?? "";
  const id = form.split("/").pop() ?? "";
  await part(person, "what");
  if (anonymous) await tap(person, "#anonymous");
  await type(person, "#title", writer.title);
  await type(person, "#summary", writer.summary);
  await part(person, "detail");
  await type(person, "#description", writer.description);
  if (anonymous) {
    await type(person, "#specification", writer.better);
  } else {
    await type(person, "#advantages", writer.better);
    person.hand.taps += 2;
    await page.locator("#stage").selectOption("demonstrable");
  }
  await part(person, "partner");
  await type(person, "#role", writer.role);
  await tap(person, "input[name=partnerships][value=commercial_assisted]");
  await part(person, "topics");
  await type(person, "#technologies-q", writer.concept);
  if (!script) await tap(person, "button[name=go][value=technologies]");
  await tap(person, "#technologies input[value=corrosion-monitoring]");
  let answers = "";
  if (script) {
    // It keeps itself, and then says who answers.
    const panel = page.locator("[data-answers]");
    if (anonymous) await expect(panel).toContainText(maker.title, { timeout: 20_000 });
    answers = await panel.innerText();
  }
  await part(person, "send");
  if (!script) {
    await tap(person, "#send button[value=save]");
    answers = await page.locator("[data-answers]").innerText();
    await part(person, "send");
  }
  await tap(person, "#send button[value=send]");
  const looked = page.locator("#send input[name=looked]");
  if ((await looked.count()) > 0) {
    await looked.check();
    await tap(person, "#send button[value=send]");
  }
  await expect(page.locator("#standing")).toBeVisible();
  const said = figures(person, hand, began);
  await adviser.page.goto(`/${language}/desk/opportunities/${id}`);
  await tap(adviser, `form[action$="/${id}/take"] button`);
  for (const criterion of ["advantage", "clarity", "cooperation", "language"])
    await tap(adviser, `input[name=${criterion}][value="4"]`);
  await tap(adviser, "#review .actions button");
  await tap(adviser, "button[name=confirm][value=published]");
  await expect(adviser.page).toHaveURL(/\/desk\/opportunities$/);
  return { id, figures: said, answers };
}

const names = { fr: ["Lorraine", "Sarre"], de: ["Lothringen", "Saarland"] } as const;

/** What everybody is told of the two sides now: outcomes on the map, and introductions of the newest year. */
async function counted(
  reader: Person,
  language: "fr" | "de",
): Promise<{ bridge: number; year: number; flow: number }> {
  await reader.page.goto(`/${language}`);
  const bridges = (await reader.page.locator("#bridges").allInnerTexts()).join().split(" · ");
  const [one, two] = names[language];
  const bridge = bridges.find((text) => text.includes(one) && text.includes(two)) ?? "";
  const year = new Date(Date.now() + begins() * 86_400_000).getFullYear();
  const { count } = await told(reader, year);
  return { bridge: Number(/(\d+)\s*$/.exec(bridge)?.[1] ?? 0), year, flow: count };
}

/** Introductions from the maker's territory to the operator's in a year, as the observatory tells them. */
async function told(reader: Person, year: number): Promise<{ count: number; complete: boolean }> {
  const answer = await reader.page.request.get(`/api/v1/observatory?year=${year}`);
  const { figures: all } = (await answer.json()) as {
    figures?: {
      name: string;
      complete: boolean;
      counts: { line: string; column: string; value?: number; atLeast: number }[];
    }[];
  };
  const flow = all?.find((figure) => figure.name === "introductions");
  const cell = flow?.counts.find(({ line, column }) => line === "SAR" && column === "LOR");
  return { count: cell?.value ?? cell?.atLeast ?? 0, complete: flow?.complete ?? false };
}
