import { describe, expect, it } from "vitest";
import { ownAvatar } from "./Avatar";

describe("the address of a picture", () => {
  it("is asked for where the page came from, whatever the server is called", () => {
    expect(ownAvatar("https://voice.example.org/api/avatars/drawn-a1")).toBe("/api/avatars/drawn-a1");
    expect(ownAvatar("http://localhost:9080/api/avatars/1")).toBe("/api/avatars/1");
  });

  it("stays what it is where somebody has just chosen a picture", () => {
    expect(ownAvatar("data:image/png;base64,AAAA")).toBe("data:image/png;base64,AAAA");
  });
});
