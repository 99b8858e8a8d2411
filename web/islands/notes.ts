// Notes behind a value (`details.provenance`): Escape or a click elsewhere closes them, and one is open
// at a time. Without this they open and close by their own button.

export function notes(): void {
  const open = () => document.querySelectorAll<HTMLDetailsElement>("details.provenance[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const note of open()) {
      const inside = note.contains(document.activeElement);
      note.open = false;
      if (inside) note.querySelector("summary")?.focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const note of open()) {
      if (event.target instanceof Node && !note.contains(event.target)) note.open = false;
    }
  });
}
