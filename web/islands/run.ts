// Follows a run that goes on: every two seconds the figures that changed, in the page's language. Once it stands otherwise the
// page is asked for anew, for its buttons are others then. Without this the page refreshes itself.
interface Progress {
  state: string;
  done: number;
  total: number;
  told: Record<string, string>;
}

const pause = 2000;

export function run(root: HTMLElement): void {
  const { progress: address, state } = root.dataset;
  const bar = root.querySelector("progress");
  if (!address || !bar) return;
  const show = (told: Progress): void => {
    bar.max = Math.max(told.total, 1);
    bar.value = told.done;
    for (const place of root.querySelectorAll<HTMLElement>("[data-told]")) {
      place.textContent = told.told[place.dataset["told"] ?? ""] ?? "";
    }
  };
  const ask = async (): Promise<void> => {
    // A page nobody looks at asks for nothing; it catches up when it is looked at again.
    if (!document.hidden) {
      const answer = await fetch(address).catch(() => undefined);
      if (answer?.ok) {
        const told = (await answer.json()) as Progress;
        if (told.state !== state) {
          location.reload();
          return;
        }
        show(told);
      }
    }
    setTimeout(() => void ask(), pause);
  };
  setTimeout(() => void ask(), pause);
}
