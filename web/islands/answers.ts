// Beside a form that keeps itself: who answers already is asked anew after each time it was kept.

export function answers(panel: HTMLElement): void {
  const address = panel.dataset["answers"];
  const form = document.querySelector("form[data-draft]");
  if (!address || !form) return;
  let turn = 0;

  form.addEventListener("kept", () => {
    const mine = ++turn;
    const load = async () => {
      const answer = await fetch(address, { headers: { accept: "text/html" } });
      if (!answer.ok || mine !== turn) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      panel.replaceChildren(...page.body.childNodes);
    };
    // What stands there stays where the server cannot be asked.
    load().catch(() => undefined);
  });
}
