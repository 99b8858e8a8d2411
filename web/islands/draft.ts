// A draft keeps itself: what was typed is sent to the form's own address a few seconds after the last key, with the
// version the page knows. Where another window was quicker nothing more is sent, and the reader is told; the button of the
// form then shows both. Texts of the page come from the page.

const PAUSE_MILLISECONDS = 4000;

export function draft(form: HTMLFormElement): void {
  const version = form.elements.namedItem("version");
  const told = document.querySelector<HTMLElement>("[data-saved]");
  if (!(version instanceof HTMLInputElement)) return;
  let timer = 0;
  let sending = false;
  let again = false;
  let stopped = false;

  const tell = (text: string | undefined) => {
    if (told && text) told.textContent = `· ${text}`;
  };

  const save = async () => {
    if (stopped) return;
    if (sending) {
      again = true;
      return;
    }
    sending = true;
    again = false;
    tell(form.dataset["saving"]);
    try {
      const fields = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (typeof value === "string") fields.append(name, value);
      }
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { accept: "application/json" },
        body: fields,
      });
      if (answer.ok) {
        const kept = (await answer.json()) as { version: number };
        version.value = String(kept.version);
        tell(form.dataset["savedAt"]);
        form.dispatchEvent(new Event("kept"));
      } else {
        stopped = answer.status === 409;
        tell(stopped ? form.dataset["stale"] : form.dataset["unsaved"]);
      }
    } catch {
      tell(form.dataset["unsaved"]);
      again = true;
    }
    sending = false;
    if (again && !stopped) later();
  };

  const later = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void save(), PAUSE_MILLISECONDS);
  };

  form.addEventListener("input", later);
  // The button sends everything itself; a request under way would make its version old.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!sending || stopped) {
      stopped = true;
      return;
    }
    event.preventDefault();
    const button = event.submitter;
    const wait = () => {
      if (sending) window.setTimeout(wait, 50);
      else {
        stopped = true;
        form.requestSubmit(button);
      }
    };
    wait();
  });
  for (const area of form.querySelectorAll<HTMLTextAreaElement>("textarea[data-limit]"))
    count(area);
}

/** "73 / 500" below a text, as long as it has a limit. */
function count(area: HTMLTextAreaElement): void {
  const line = area.parentElement?.querySelector<HTMLElement>("[data-count]");
  if (!line) return;
  const words = line.textContent;
  const show = () => {
    const length = [...area.value].length;
    const limit = Number(area.dataset["limit"]);
    line.textContent = length ? `${length} / ${limit}` : words;
    line.classList.toggle("state-bad", length > limit);
  };
  area.addEventListener("input", show);
  show();
}
