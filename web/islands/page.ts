// Small comforts of every page; each works on what it finds and is missed by nobody where it fails.
import { answers } from "./answers";
import { concepts } from "./concepts";
import { desk } from "./desk";
import { draft } from "./draft";
import { facets } from "./facets";
import { notes } from "./notes";
import { passkey } from "./passkey";
import { run } from "./run";

notes();
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="facets"]')) {
  facets(form);
}
for (const root of document.querySelectorAll<HTMLElement>('[data-island="desk"]')) {
  desk(root);
}
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-draft]")) draft(form);
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="passkey"]')) {
  passkey(form);
}
for (const root of document.querySelectorAll<HTMLElement>('[data-island="run"]')) run(root);
for (const field of document.querySelectorAll<HTMLElement>("[data-concepts]")) concepts(field);
for (const panel of document.querySelectorAll<HTMLElement>("[data-answers]")) answers(panel);
