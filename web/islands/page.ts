// Small comforts of every page; each works on what it finds and is missed by nobody where it fails.
import { facets } from "./facets";
import { notes } from "./notes";

notes();
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="facets"]')) {
  facets(form);
}
