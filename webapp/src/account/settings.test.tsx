import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ada, ok, refused, serve, signedInAs } from "../test/server";
import { open, standsAt, titled } from "../test/open";

const own = { id: "s1", device: "Firefox on Linux", address: "192.0.2.4", createdAt: "2026-03-01T10:00:00Z", lastUsedAt: "2026-03-02T10:00:00Z", current: true };
const others = ["Safari on iPhone", "Chrome on Windows"].map((device, index) => ({ ...own, id: `s${index + 2}`, device, current: false }));

describe("the welcome", () => {
  it("takes the username first, and keeps everything when that is taken", async () => {
    let taken = true;
    const fresh = { ...ada, name: "", username: "quiet.fox", activated: false };
    const server = serve({
      ...signedInAs(fresh),
      "PUT /api/user/update_profile": () => (taken ? refused(409, "username_taken") : ok({ user: { ...fresh, username: "ada" } })),
      "POST /api/activate": () => ok({ user: ada, auth: true }),
      "GET /api/users": () => ok({ users: [] }),
    });
    const user = open("/welcome");
    const username = await screen.findByLabelText("Username");
    await user.type(screen.getByLabelText("Your name"), "Ada Lovelace");
    await user.clear(username);
    await user.type(username, "Ada{Enter}");
    expect(await screen.findByText("Somebody already has this username.")).toBeVisible();
    expect(username).toHaveFocus();
    expect(screen.getByLabelText("Your name")).toHaveValue("Ada Lovelace");
    expect(server.asked("POST /api/activate")).toBe(0);

    taken = false;
    await user.click(screen.getByRole("button", { name: "That is me" }));
    await standsAt("/welcome/sound");
    expect(server.sent("PUT /api/user/update_profile")).toEqual({ username: "ada" });
    expect(server.sent("POST /api/activate")).toEqual({ name: "Ada Lovelace" });
  });

  it("leads to a first room in three steps", async () => {
    serve({ ...signedInAs(), "POST /api/activate": () => ok({ user: ada, auth: true }) });
    const user = open("/welcome");
    expect(await screen.findByText("Step 1 of 3")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "That is me" }));
    expect(await screen.findByText("Step 2 of 3")).toBeVisible();
    await user.click(screen.getByRole("link", { name: "Go on" }));
    await standsAt("/welcome/start");
    expect(screen.getByText("Step 3 of 3")).toBeVisible();
    const ways = within(screen.getByRole("main")).getAllByRole("listitem").map((way) => within(way).getByRole("link").getAttribute("href"));
    expect(ways).toEqual(["/rooms", "/rooms/new", "/people"]);
  });

  it("does not keep somebody who is on the way to a room", async () => {
    serve({ ...signedInAs(), "POST /api/activate": () => ok({ user: ada, auth: true }) });
    const user = open("/welcome?next=%2Fshare");
    await user.click(await screen.findByRole("button", { name: "That is me" }));
    await standsAt("/share");
  });

  it("sends the part of the picture that was chosen with the keys", async () => {
    const drawImage = vi.fn();
    const picture = { width: 1000, height: 1000, close: vi.fn() };
    vi.stubGlobal("createImageBitmap", () => Promise.resolve(picture));
    vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue({ drawImage, clearRect: vi.fn() } as never);
    vi.spyOn(HTMLCanvasElement.prototype, "toDataURL").mockReturnValue("data:image/png;base64,AAAA");
    const server = serve({ ...signedInAs(), "POST /api/activate": () => ok({ user: ada, auth: true }), "GET /api/users": () => ok({ users: [] }) });
    const user = open("/welcome");
    await screen.findByLabelText("Username");
    const [input] = screen.getAllByLabelText("Choose a picture").filter((element) => element instanceof HTMLInputElement);
    if (!input) throw new Error("no input");
    await user.upload(input, new File(["x"], "ada.png", { type: "image/png" }));
    const dialog = await screen.findByRole("dialog", { name: "Choose the part to show" });
    fireEvent.change(within(dialog).getByLabelText("Size"), { target: { value: "2" } });
    within(dialog).getByRole("button", { name: /The part that is shown/ }).focus();
    await user.keyboard("{ArrowRight}{ArrowRight}{ArrowUp}");
    await user.click(within(dialog).getByRole("button", { name: "Use this part" }));
    expect(drawImage).toHaveBeenLastCalledWith(picture, 300, 225, 500, 500, 0, 0, 512, 512);
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(picture.close).toHaveBeenCalledOnce();
    await user.click(screen.getByRole("button", { name: "That is me" }));
    await standsAt("/welcome/sound");
    expect(server.sent("POST /api/activate")).toEqual({ name: "Ada Lovelace", avatar: "data:image/png;base64,AAAA" });
  });

  it("says when a file is no picture", async () => {
    vi.stubGlobal("createImageBitmap", () => Promise.reject(new Error("no picture")));
    serve(signedInAs());
    const user = open("/welcome");
    await screen.findByLabelText("Username");
    const [input] = screen.getAllByLabelText("Choose a picture").filter((element) => element instanceof HTMLInputElement);
    if (!input) throw new Error("no input");
    await user.upload(input, new File(["x"], "ada.png", { type: "image/png" }));
    expect(await screen.findByText(/can't be read as a picture/)).toBeVisible();
  });
});

describe("the settings", () => {
  it("save the profile and say so", async () => {
    const server = serve({ ...signedInAs(), "PUT /api/user/update_profile": ({ body }) => ok({ user: { ...ada, ...(body as object), avatar: "/api/avatars/drawn-u1" } }) });
    const user = open("/settings");
    const name = await screen.findByLabelText("Your name");
    await titled("Profile · Parley");
    await user.clear(name);
    await user.type(name, "Countess");
    await user.click(screen.getByRole("button", { name: "Remove" }));
    expect(screen.getByRole("button", { name: "Choose a picture" })).toHaveFocus();
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Saved.")).toBeVisible();
    expect(server.sent("PUT /api/user/update_profile")).toEqual({ name: "Countess", username: "ada.lovelace", bio: ada.bio, avatar: "" });
    expect(await screen.findByRole("button", { name: "Your account: Countess" })).toBeVisible();
    expect(screen.queryByRole("button", { name: "Remove" }), "there is no picture left to remove").toBeNull();
  });

  it("list the sessions, this one first, and end all others", async () => {
    let sessions = [others[0], own, others[1]];
    serve({
      ...signedInAs(),
      "GET /api/sessions": () => ok({ sessions }),
      "DELETE /api/sessions": () => {
        sessions = [own];
        return ok();
      },
    });
    const user = open("/settings/security");
    const first = (await screen.findByText("This device")).closest("li");
    expect(first?.previousElementSibling).toBeNull();
    expect(first).toHaveTextContent("Firefox on Linux");
    expect(first?.querySelector("button")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Sign out all others" }));
    expect(await screen.findByText("You are signed in nowhere else.")).toBeVisible();
    expect(screen.getByText("All other devices are signed out.")).toBeVisible();
  });

  it("end one session", async () => {
    let sessions = [own, ...others];
    serve({
      ...signedInAs(),
      "GET /api/sessions": () => ok({ sessions }),
      "DELETE /api/sessions/s2": () => {
        sessions = sessions.filter(({ id }) => id !== "s2");
        return ok();
      },
    });
    const user = open("/settings/security");
    await user.click(await screen.findByRole("button", { name: "Sign out Safari on iPhone" }));
    expect(await screen.findByText("Safari on iPhone is signed out.")).toBeVisible();
    await waitFor(() => {
      expect(screen.queryByRole("button", { name: "Sign out Safari on iPhone" })).not.toBeInTheDocument();
    });
  });

  it("change the password; a wrong present one is said beside it and is no end of the session", async () => {
    let answer = refused(401, "bad_credentials");
    const server = serve({ ...signedInAs(), "GET /api/sessions": () => ok({ sessions: [own] }), "POST /api/auth/password/change": () => answer });
    const user = open("/settings/security");
    await user.type(await screen.findByLabelText("Current password"), "wrong");
    await user.type(screen.getByLabelText("New password"), "engines count{Enter}");
    expect(await screen.findByText("This is not your present password.")).toBeVisible();
    expect(screen.getByLabelText("Current password")).toHaveFocus();
    expect(server.asked("POST /api/auth/refresh")).toBe(0);
    answer = ok();
    await user.click(screen.getByRole("button", { name: "Change the password" }));
    expect(await screen.findByText("Your password is changed.")).toBeVisible();
    expect(screen.getByLabelText("New password")).toHaveValue("");
  });

  it("give out the data as a file", async () => {
    serve({ ...signedInAs(), "GET /api/user/export": () => ok({ profile: ada }) });
    const blobs: Blob[] = [];
    vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
      blobs.push(blob as Blob);
      return "blob:x";
    });
    vi.spyOn(URL, "revokeObjectURL").mockImplementation(() => undefined);
    const clicked = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
    const user = open("/settings/data");
    await user.click(await screen.findByRole("button", { name: "Download" }));
    expect(await screen.findByText("The file is in your downloads.")).toBeVisible();
    expect((clicked.mock.contexts[0] as HTMLAnchorElement).download).toBe("parley-ada.lovelace.json");
    expect(blobs).toHaveLength(1);
  });

  it("delete the account only after its name was typed", async () => {
    const server = serve({ ...signedInAs(), "DELETE /api/user": () => ok() });
    const user = open("/settings/data");
    await user.click(await screen.findByRole("button", { name: "Delete the account…" }));
    const dialog = screen.getByRole("dialog", { name: "Delete the account for good?" });
    await user.type(within(dialog).getByRole("textbox"), "ada{Enter}");
    expect(await screen.findByText("This is not your username.")).toBeVisible();
    expect(server.asked("DELETE /api/user")).toBe(0);
    await user.type(within(dialog).getByRole("textbox"), ".lovelace{Enter}");
    expect(await screen.findByText(/Your account and what belonged to it are deleted/)).toBeVisible();
    expect(localStorage.getItem("parley.signedIn")).toBeNull();
  });

  it("delete the account only after the password was given", async () => {
    let confirmed = false;
    serve({
      ...signedInAs(),
      "DELETE /api/user": () => (confirmed ? ok() : refused(403, "confirmation_required")),
      "POST /api/user/confirmation": ({ body }) => {
        confirmed = (body as { password: string }).password === "engines count";
        return confirmed ? ok() : refused(422, "validation_failed", { errors: [{ field: "password", message: "This is not your password." }] });
      },
    });
    const user = open("/settings/data");
    await user.click(await screen.findByRole("button", { name: "Delete the account…" }));
    await user.type(within(screen.getByRole("dialog")).getByRole("textbox"), "ada.lovelace{Enter}");
    await user.type(await screen.findByLabelText("Current password"), "wrong{Enter}");
    expect(await screen.findByText("This is not your password.")).toBeVisible();
    await user.clear(screen.getByLabelText("Current password"));
    await user.type(screen.getByLabelText("Current password"), "engines count{Enter}");
    expect(await screen.findByText(/Your account and what belonged to it are deleted/)).toBeVisible();
  });

  it("change language and theme", async () => {
    serve(signedInAs());
    const user = open("/settings/look");
    await user.click(await screen.findByRole("radio", { name: "Dark" }));
    expect(document.documentElement).toHaveAttribute("data-theme", "dark");
    await user.click(screen.getByRole("radio", { name: "Deutsch" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Darstellung" })).toBeVisible();
  });
});

describe("one's calendar", () => {
  it("has an address that is made on request, and can be revoked", async () => {
    const server = serve({
      ...signedInAs(),
      "POST /api/user/calendar": () => ok({ url: "https://voice.example.org/api/calendar/secret.ics" }),
      "DELETE /api/user/calendar": () => ok({}),
    });
    const user = open("/settings/data");
    await user.click(await screen.findByRole("button", { name: "Make an address" }));
    expect(await screen.findByLabelText("Address of your calendar")).toHaveValue("https://voice.example.org/api/calendar/secret.ics");
    await user.click(screen.getByRole("button", { name: "Copy the address" }));
    expect(await screen.findByText("Copied.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Revoke the address" }));
    expect(await screen.findByText("The address no longer works.")).toBeVisible();
    expect(screen.queryByLabelText("Address of your calendar")).toBeNull();
    expect(server.asked("DELETE /api/user/calendar")).toBe(1);
  });
});
