// Type-ahead for concepts: what is typed is asked for a moment later, what fits appears as check boxes beside those that
// are chosen. Without it the button of the field does the same by a page.

const PAUSE_MILLISECONDS = 200;

interface Found {
  items: { code: string; name: string }[];
}

export function concepts(field: HTMLElement): void {
  const search = field.querySelector<HTMLInputElement>('input[type="search"]');
  const choices = field.querySelector<HTMLElement>("[data-choices]");
  const kind = field.dataset["concepts"];
  const locale = field.dataset["locale"];
  if (!search || !choices || !kind || !locale) return;
  let timer = 0;
  let asked = 0;

  const show = (found: Found["items"]) => {
    const kept = new Set<string>();
    for (const label of [...choices.children]) {
      const box = label.querySelector("input");
      if (box?.checked) kept.add(box.value);
      else label.remove();
    }
    for (const { code, name } of found) {
      if (kept.has(code)) continue;
      const label = document.createElement("label");
      label.className = "choice";
      const box = document.createElement("input");
      box.type = "checkbox";
      box.name = field.id;
      box.value = code;
      const text = document.createElement("span");
      text.textContent = name;
      label.append(box, " ", text);
      choices.append(label);
    }
  };

  const ask = async () => {
    const typed = search.value.trim();
    const turn = ++asked;
    if (!typed) return;
    const query = new URLSearchParams({ q: typed, kind });
    try {
      const answer = await fetch(`/api/v1/concepts?${query}`, {
        headers: { accept: "application/json", "accept-language": locale },
      });
      if (!answer.ok || turn !== asked) return;
      show(((await answer.json()) as Found).items);
    } catch {
      // The button still asks the server.
    }
  };

  search.addEventListener("input", (event) => {
    // What is looked for is nothing to be kept.
    event.stopPropagation();
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), PAUSE_MILLISECONDS);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    clearTimeout(timer);
    void ask();
  });
}
