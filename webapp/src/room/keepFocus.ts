const places = "dialog[open], aside, [role=menu]";

/**
 * When what has the focus goes away, the browser lets it fall to the page's body, and the keyboard begins anew at the top. Here it goes to what
 * was around it, or else to the first of the controls.
 */
export function keepFocus(root: HTMLElement): () => void {
  let last: HTMLElement | undefined;
  let around: HTMLElement | undefined;

  const follow = (event: FocusEvent) => {
    if (!(event.target instanceof HTMLElement)) return;
    last = event.target;
    around = event.target.closest<HTMLElement>(places) ?? undefined;
  };
  const look = () => {
    if (last?.isConnected !== false || document.activeElement !== document.body) return;
    last = undefined;
    const next = around?.isConnected === true ? around : root.querySelector<HTMLElement>("#first-control");
    (next?.matches("dialog") === true ? next.querySelector<HTMLElement>("button") : next)?.focus({ preventScroll: true });
  };

  const watch = new MutationObserver(look);
  watch.observe(root, { childList: true, subtree: true });
  root.addEventListener("focusin", follow);
  return () => {
    watch.disconnect();
    root.removeEventListener("focusin", follow);
  };
}
