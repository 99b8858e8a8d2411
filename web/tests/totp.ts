// Codes as an app on a phone makes them (RFC 6238: SHA-1, six digits, thirty seconds).
import { createHmac } from "node:crypto";
import { expect, type Page } from "@playwright/test";

/** Of everybody who gets an app in a test. */
export const password = "Vierzehn-Eulen-zaehlen-Boote-7";

export const step = (): number => Math.floor(Date.now() / 30_000);

export function code(secret: string, at: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/[\s=]/g, "")]
    .map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(at));
  const mac = createHmac("sha1", key).update(counter).digest();
  const offset = (mac[19] ?? 0) & 15;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000;
  return String(number).padStart(6, "0");
}

/** Gives the person of an account page a password and an app: its secret, recovery codes, and the last step that was used. */
export async function withApp(
  page: Page,
): Promise<{ secret: string; codes: string[]; used: number }> {
  await page.locator("#password").fill(password);
  await page.locator('form[action$="/account/password"] button').click();
  await expect(page.locator(".receipt")).toBeVisible();
  await page.locator("#add-app").click();
  const secret = (await page.locator("#secret").textContent()) ?? "";
  await expect(page.locator("svg.qr")).toBeVisible();
  await page.locator("#code").fill("000000");
  await page.locator('form[action$="/second-factor/confirm"] button').click();
  await expect(page.locator("#code-error")).toBeVisible();
  // The step before is taken too: the one of now stays for signing in.
  // Not where the step is about to end: it would be the one before that by the time it arrives.
  while (Date.now() % 30_000 > 24_000) await page.waitForTimeout(500);
  const used = step() - 1;
  await page.locator("#code").fill(code(secret, used));
  await page.locator('form[action$="/second-factor/confirm"] button').click();
  const codes = await page.locator(".secret-codes code").allTextContents();
  expect(codes.length).toBeGreaterThan(5);
  return { secret, codes, used };
}
