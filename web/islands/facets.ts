// Filters that apply themselves: a changed facet submits its form after a short pause. The browser
// loads the page as it would with the button; focus comes back to the changed control through the
// fragment of the address, so nothing is stored. On narrow screens the button stays in charge.

const PAUSE_MILLISECONDS = 600;
const WIDE = "(min-width: 60.01rem)";

export function facets(form: HTMLFormElement): void {
  const action = form.action;
  const wide = matchMedia(WIDE);
  let timer = 0;

  const hint = form.querySelector<HTMLElement>("[data-facets-hint]");
  const apply = form.querySelector<HTMLElement>(".facets-apply");
  const tell = () => {
    if (hint) hint.hidden = !wide.matches;
    if (apply) apply.hidden = wide.matches;
  };
  tell();
  wide.addEventListener("change", tell);

  form.addEventListener("change", (event) => {
    const control = event.target;
    if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement)) return;
    if (!wide.matches) return;
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      const url = new URL(action);
      url.hash = control.id;
      form.action = url.href;
      form.requestSubmit();
    }, PAUSE_MILLISECONDS);
  });
  // A page taken back from the browser's memory shows what it was loaded with.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    form.action = action;
    form.reset();
  });
  refocus(form);
}

function refocus(form: HTMLFormElement): void {
  const control = [...form.elements].find(({ id }) => id && `#${id}` === location.hash);
  if (!(control instanceof HTMLElement)) return;
  const hidden = control.closest("details");
  if (hidden) hidden.open = true;
  control.focus();
  history.replaceState(history.state, "", location.pathname + location.search);
}
