// Before all: companies a register knows and nobody has listed, imported beside the running server as an operator would.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { passerelle } from "./people";

/** How many there are: each story takes one that is its own. */
const COMPANIES = 60;

/** The n-th of them. Names and numbers belong to nobody. */
export function company(n: number): { name: string; domain: string; number: string } {
  const tens = ["Ahorn", "Birken", "Eichen", "Erlen", "Fichten", "Linden"];
  const ones = ["au", "bach", "berg", "born", "bruck", "furt", "grund", "hain", "stein", "wald"];
  const word = `${tens[Math.floor(n / 10)] ?? "Wald"}${ones[n % 10] ?? ""}`;
  const domain = `${word.toLowerCase()}-messtechnik.example`;
  return { name: `${word} Messtechnik GmbH`, domain, number: `Saarbrücken HRB ${950000 + n}` };
}

function line(n: number): string {
  const { name, domain, number } = company(n);
  const record = {
    register: "demo",
    number: `D9${String(n).padStart(8, "0")}`,
    asOf: "2026-05-13",
    names: [{ value: name, language: "de", kind: "legal" }],
    legalStatus: "active",
    legalForm: { code: "GmbH" },
    founded: "2021-04-05",
    identifiers: [["de_hr", number]],
    seat: {
      street: { de: "Industriestraße" },
      number: String(n + 1),
      postalCode: "66740",
      municipality: { de: "Saarlouis" },
      country: "DE",
      point: [49.3187, 6.7469],
    },
    emails: [`post@${domain}`],
  };
  return JSON.stringify({ record });
}

export default async function register(): Promise<void> {
  const file = join(process.env["PASSERELLE_TEST_DATA"] ?? "", "registered.jsonl");
  writeFileSync(file, Array.from({ length: COMPANIES }, (_, n) => `${line(n)}\n`).join(""));
  await passerelle("import", "jsonl", file);
}
