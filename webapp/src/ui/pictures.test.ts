import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { retryPictures } from "./pictures";

let stop: () => void;
const network = new EventTarget();

function picture() {
  const image = document.createElement("img");
  image.src = "/api/avatars/1";
  document.body.append(image);
  const asked = vi.spyOn(image, "setAttribute");
  return { image, asked };
}

beforeEach(() => {
  vi.useFakeTimers();
  stop = retryPictures(document, network);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  document.body.innerHTML = "";
});

describe("a picture that could not be fetched", () => {
  it("is asked for again when the network is back", () => {
    const { image, asked } = picture();
    const { asked: askedOfFine } = picture();
    image.dispatchEvent(new Event("error"));
    network.dispatchEvent(new Event("online"));
    expect(asked).toHaveBeenCalledExactlyOnceWith("src", "/api/avatars/1");
    expect(askedOfFine).not.toHaveBeenCalled();
  });

  it("is asked for again after a while, a few times, until it is there", () => {
    const { image, asked } = picture();
    for (let tries = 0; tries < 9; tries += 1) {
      image.dispatchEvent(new Event("error"));
      vi.advanceTimersByTime(120_000);
    }
    expect(asked).toHaveBeenCalledTimes(3);
    image.dispatchEvent(new Event("load"));
    network.dispatchEvent(new Event("online"));
    expect(asked).toHaveBeenCalledTimes(3);
  });

  it("is forgotten when nobody shows it any more", () => {
    const { image, asked } = picture();
    image.dispatchEvent(new Event("error"));
    image.remove();
    network.dispatchEvent(new Event("online"));
    expect(asked).not.toHaveBeenCalled();
  });
});
