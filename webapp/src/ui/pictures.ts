const pauses = [5_000, 20_000, 60_000];

/** Pictures that could not be fetched are asked for again: when the network is back, and a few times later. */
export function retryPictures(page: Document = document, network: EventTarget = window): () => void {
  const broken = new Map<HTMLImageElement, number>();

  function again(picture: HTMLImageElement): void {
    // Setting the address makes the browser fetch it anew.
    if (picture.isConnected) picture.setAttribute("src", picture.getAttribute("src") ?? "");
    else broken.delete(picture);
  }

  const failed = ({ target }: Event) => {
    if (!(target instanceof HTMLImageElement)) return;
    const tries = broken.get(target) ?? 0;
    broken.set(target, tries + 1);
    const pause = pauses[tries];
    if (pause !== undefined) setTimeout(again, pause, target);
  };
  const loaded = ({ target }: Event) => {
    if (target instanceof HTMLImageElement) broken.delete(target);
  };
  const online = () => {
    for (const picture of [...broken.keys()]) again(picture);
  };

  // Neither event bubbles.
  page.addEventListener("error", failed, true);
  page.addEventListener("load", loaded, true);
  network.addEventListener("online", online);
  return () => {
    page.removeEventListener("error", failed, true);
    page.removeEventListener("load", loaded, true);
    network.removeEventListener("online", online);
  };
}
