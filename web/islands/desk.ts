// The desk by keyboard: j k move through the queue, Enter opens, a approves, c goes to the question, r to the refusal,
// ? shows all keys. Typing in a field is typing; a key with Ctrl, Alt or Meta is the browser's.
export function desk(root: HTMLElement): void {
  const lines = [...root.querySelectorAll<HTMLAnchorElement>(".queue li a")];
  const current = lines.findIndex((line) => line.getAttribute("aria-current"));
  const help = root.querySelector<HTMLDialogElement>("#desk-help");
  const move = (by: number): void => {
    const focused = lines.indexOf(document.activeElement as HTMLAnchorElement);
    const from = focused >= 0 ? focused : current;
    const to = lines[Math.min(Math.max(from + by, 0), lines.length - 1)];
    to?.focus();
    to?.scrollIntoView({ block: "nearest" });
  };
  const refuse = (): void => {
    const details = root.querySelector<HTMLDetailsElement>("#case-refuse");
    if (!details) return;
    details.open = true;
    details.querySelector<HTMLElement>("select, a")?.focus();
  };
  const keys: Record<string, () => void> = {
    j: () => move(1),
    k: () => move(-1),
    a: () => root.querySelector<HTMLElement>('[data-key="a"]')?.click(),
    c: () => root.querySelector<HTMLElement>('[data-key-focus="c"]')?.focus(),
    r: refuse,
    "?": () => help?.showModal(),
  };
  root.querySelector('[data-key="r"]')?.addEventListener("click", (event) => {
    event.preventDefault();
    refuse();
  });
  if (!root.hasAttribute("data-keys")) return;
  document.addEventListener("keydown", (event) => {
    const typing = (event.target as HTMLElement).closest("input, textarea, select, dialog");
    if (typing || event.ctrlKey || event.altKey || event.metaKey) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
