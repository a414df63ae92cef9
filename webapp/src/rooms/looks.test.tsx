import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { open, standsAt } from "../test/open";
import { ok, refused, serve, signedInAs } from "../test/server";

const tea = {
  id: "tea",
  name: "Tea at five",
  topic: "Tea at five",
  isPrivate: false,
  roomType: "public",
  stage: false,
  locked: false,
  maxParticipants: 12,
  currentParticipants: 0,
  creator: { id: "u2", username: "mei", name: "Mei Lin", avatar: "/api/avatars/2" },
  tags: [],
  createdAt: "2026-01-01T00:00:00Z",
};

function form(more: Parameters<typeof serve>[0] = {}) {
  const server = serve({
    ...signedInAs(),
    "GET /api/call/stats": () => ok({ data: { limits: { mesh: 16, server: 0 } } }),
    "GET /api/tags": () => ok({ tags: ["design", "music", "tea"] }),
    "GET /api/rooms/tea": () => ok({ room: { ...tea, participants: [], canModerate: true, role: "host" } }),
    "POST /api/rooms": () => ok({ room: tea }, 201),
    "PATCH /api/rooms/tea": () => ok({ room: tea }),
    ...more,
  });
  return { server, user: open("/rooms/new") };
}

const field = () => screen.findByRole("combobox", { name: "Tags" });
const chosen = () => within(screen.getByRole("list", { name: "Chosen tags" })).getAllByRole("listitem").map((one) => one.textContent);

async function submits(user: ReturnType<typeof userEvent.setup>) {
  await user.type(screen.getByRole("textbox", { name: "What is it about?" }), "Tea at five");
  await user.click(screen.getByRole("button", { name: "Open the room" }));
}

describe("the tags of a room", () => {
  it("are taken one after the other by Enter and comma, and taken back", async () => {
    const { user } = form();
    await user.type(await field(), "#Tea{Enter}very calm,");
    expect(chosen()).toEqual(["#tea", "#very-calm"]);
    expect(await field()).toHaveValue("");
    await user.keyboard("{Backspace}");
    expect(chosen()).toEqual(["#tea"]);
    expect(screen.getByText("Removed: very-calm")).toHaveAttribute("role", "status");
    await user.click(screen.getByRole("button", { name: "Remove the tag tea" }));
    expect(screen.queryByRole("list", { name: "Chosen tags" })).not.toBeInTheDocument();
    expect(await field()).toHaveFocus();
  });

  it("are offered as others use them, and chosen by the arrow keys", async () => {
    const { user, server } = form();
    const tags = await field();
    await user.click(tags);
    const list = await screen.findByRole("listbox", { name: "Tags that others use" });
    expect(within(list).getAllByRole("option").map((one) => one.textContent)).toEqual(["#design", "#music", "#tea"]);
    await user.keyboard("{ArrowDown}{ArrowDown}");
    const second = within(list).getByRole("option", { name: "#music" });
    expect(second).toHaveAttribute("aria-selected", "true");
    expect(tags).toHaveAttribute("aria-activedescendant", second.id);
    await user.keyboard("{ArrowUp}{Enter}");
    expect(chosen()).toEqual(["#design"]);
    expect(tags).toHaveAttribute("aria-expanded", "false");
    await user.click(tags);
    expect(screen.queryByRole("option", { name: "#design" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("option", { name: "#tea" }));
    expect(chosen()).toEqual(["#design", "#tea"]);
    expect(tags).toHaveAttribute("aria-expanded", "false");
    await user.keyboard("{ArrowDown}");
    expect(tags).toHaveAttribute("aria-expanded", "true");
    await user.keyboard("{Escape}");
    expect(tags).toHaveAttribute("aria-expanded", "false");
    await user.type(tags, "mu");
    await waitFor(() => {
      expect(server.calls.map(({ path }) => path)).toContain("/api/tags?query=mu");
    });
  });

  it("can be given without any suggestion, and what was only typed counts", async () => {
    const { user, server } = form({ "GET /api/tags": () => refused(503, "unavailable") });
    await user.type(await field(), "tea{Enter}calm");
    await submits(user);
    await standsAt("/rooms/tea");
    expect(server.sent("POST /api/rooms")).toMatchObject({ tags: ["tea", "calm"] });
  });

  it("are five at most, which is said at the field", async () => {
    const { user } = form();
    await user.type(await field(), "a,b,c,d,e,f,");
    await submits(user);
    expect(await field()).toBeInvalid();
    expect(await field()).toHaveFocus();
  });
});

describe("the colour of a room", () => {
  it("is one of eight with a name, or none", async () => {
    const { user, server } = form();
    const group = await screen.findByRole("group", { name: "Colour of the room" });
    expect(within(group).getAllByRole("radio")).toHaveLength(9);
    expect(within(group).getByRole("radio", { name: "None" })).toBeChecked();
    await user.click(within(group).getByRole("radio", { name: "Plum" }));
    await submits(user);
    await standsAt("/rooms/tea");
    expect(server.sent("POST /api/rooms")).toMatchObject({ theme: { colour: "#7d3f86" } });
  });
});

describe("the picture of a room", () => {
  async function chooses(user: ReturnType<typeof userEvent.setup>) {
    vi.stubGlobal("createImageBitmap", () => Promise.resolve({ width: 1600, height: 1000, close: () => undefined }));
    vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockImplementation(() => ({ drawImage: vi.fn(), clearRect: vi.fn(), fillRect: vi.fn() }) as never);
    vi.spyOn(HTMLCanvasElement.prototype, "toDataURL").mockReturnValue("data:image/jpeg;base64,AAAA");
    await screen.findByRole("button", { name: "Choose a picture" });
    await user.upload(screen.getByLabelText("Choose a picture", { selector: "input" }), new File(["x"], "sea.jpg", { type: "image/jpeg" }));
    await user.click(await screen.findByRole("button", { name: "Use this part" }));
  }

  it("is sent once the room is there", async () => {
    const { user, server } = form({ "PUT /api/rooms/tea/cover": () => ok({ room: tea }) });
    await chooses(user);
    expect(screen.getByRole("button", { name: "Choose another" })).toBeVisible();
    await submits(user);
    await standsAt("/rooms/tea");
    expect(server.sent("PUT /api/rooms/tea/cover")).toEqual({ cover: "data:image/jpeg;base64,AAAA" });
    expect(server.sent("POST /api/rooms")).not.toHaveProperty("theme");
  });

  it("that is refused makes no second room when one tries again", async () => {
    const { user, server } = form({ "PUT /api/rooms/tea/cover": () => refused(422, "validation_failed", { errors: [{ field: "cover", message: "No." }] }) });
    await chooses(user);
    await submits(user);
    expect(await screen.findByText("This picture could not be taken. Please choose another.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Remove the picture" }));
    await user.click(screen.getByRole("button", { name: "Open the room" }));
    await standsAt("/rooms/tea");
    expect(server.calls.filter(({ method, path }) => method === "POST" && path === "/api/rooms")).toHaveLength(1);
  });
});

describe("a card of the list", () => {
  it("has the colour and the picture of its room, from this origin", async () => {
    const theme = { colour: "#2f6f4f", cover: "https://voice.example.org/api/covers/abc" };
    serve({ ...signedInAs(), "GET /api/rooms": () => ok({ rooms: [{ ...tea, theme }, { ...tea, id: "plain", name: "Plain" }] }) });
    open("/rooms");
    const card = (await screen.findByRole("link", { name: "Tea at five" })).closest("article");
    expect(card?.style.getPropertyValue("--tint")).toMatch(/^light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\)$/);
    expect(card?.querySelector("img")).toHaveAttribute("src", "/api/covers/abc");
    const plain = screen.getByRole("link", { name: "Plain" }).closest("article");
    expect(plain).not.toHaveAttribute("style");
  });
});
