// The observatory, in French with and in German without script: what crosses, with shades and totals, its definition and hash, the file
// with that hash, a year in the address. A demonstration of its own, with introductions to count.
import { createHash } from "node:crypto";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { look } from "./look";
import { watch } from "./pages";

const binary = process.env["PASSERELLE_BINARY"] ?? "../target/debug/passerelle";
const site = `http://localhost:${String(Number(process.env["PASSERELLE_TEST_PORT"] ?? "8197") + 60)}`;
const words = {
  fr: { title: "Ce qui traverse, et ce qui bloque", hidden: "non affiché" },
  de: { title: "Was über die Grenze geht und was im Weg steht", hidden: "nicht gezeigt" },
};

let stop = async (): Promise<void> => {};

test.beforeAll(async () => {
  const data = mkdtempSync(join(tmpdir(), "passerelle-observatory-"));
  const where = ["--port", new URL(site).port, "--data", data, "--organisations", "150"];
  const server = spawn(binary, ["demo", ...where, "--introductions", "160"], {
    env: { ...process.env, PASSERELLE_REQUESTS_A_MINUTE: "0" },
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  stop = async () => {
    server.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  await expect(async () => {
    expect(server.exitCode, "the server ended").toBeNull();
    const told = (await (await fetch(`${site}/api/v1/observatory`)).json()) as { year?: number };
    expect(told.year).toBeTruthy();
  }).toPass({ timeout: 50_000 });
});

test.afterAll(async () => {
  await stop();
});

for (const language of ["fr", "de"] as const) {
  test(`what crosses is told, and nothing of few: ${language}`, async ({ browser }) => {
    const javaScriptEnabled = language === "fr";
    const context = await browser.newContext({ baseURL: site, javaScriptEnabled });
    const page = await context.newPage();
    const faults = watch(page);
    await page.goto(`/${language}`);
    await page.locator(`.site-foot a[href="/${language}/observatory"]`).click();
    await expect(page.locator("h1")).toHaveText(words[language].title);
    const flow = page.locator("#introductions");
    await expect(flow.locator("tbody tr")).not.toHaveCount(0);
    await expect(flow.locator(".heat-4")).not.toHaveCount(0);
    await expect(flow.locator(".map-arc")).not.toHaveCount(0);
    await expect(flow).toContainText(words[language].hidden);
    const counts = await flow.locator("tbody td").allInnerTexts();
    expect(counts.filter((text) => /^[1-4]$/.test(text.trim()))).toEqual([]);
    await flow.locator("summary").click();
    const hash = (await flow.locator(".observatory-hash code").innerText()).trim();
    const file = await page.request.get(
      (await flow.locator('a[href*=".csv"]').getAttribute("href")) ?? "",
    );
    expect(
      createHash("sha256")
        .update(await file.body())
        .digest("hex"),
    ).toBe(hash);
    // Without script nothing measures a page; `quality.spec.ts` has it at 320 pixels in all languages.
    if (javaScriptEnabled) await look(page, "observatory");
    await page.locator(".figures-years a").first().click();
    await expect(page).toHaveURL(/year=\d{4}$/);
    expect(faults).toEqual([]);
    await context.close();
  });
}
