// Beside a form that keeps itself: who answers already is asked anew after each time it was kept.

export function answers(panel: HTMLElement): void {
  const address = panel.dataset["answers"];
  const form = document.querySelector("form[data-draft]");
  if (!address || !form) return;
  let turn = 0;

  form.addEventListener("kept", () => {
    const mine = ++turn;
    // The request makes a document of the answer itself: a parser called here is what Trusted Types forbid.
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    // What stands there stays where the server cannot be asked.
    request.addEventListener("load", () => {
      const page = request.response as Document | null;
      if (request.status === 200 && mine === turn && page)
        panel.replaceChildren(...page.body.childNodes);
    });
    request.send();
  });
}
