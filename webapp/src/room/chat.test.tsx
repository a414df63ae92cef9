import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { ada, enter, mei, prepare, seat } from "../test/room";
import { ok } from "../test/server";

beforeEach(prepare);

const noor = seat("u3", "نور حداد", { username: "noor" });
const line = (id: string, userId: string, text: string, minute: number, more: object = {}) => ({ id, userId, text, at: `2026-01-01T10:${String(minute).padStart(2, "0")}:00Z`, ...more });

async function chatting(self = ada) {
  const world = await enter(self, [ada, mei, noor].filter(({ id }) => id !== self.id));
  await world.user.click(screen.getByRole("button", { name: "Chat" }));
  await world.socket.tells("chat", line("m1", "u1", "Good morning", 1));
  await world.socket.tells("chat", line("m2", "u2", "Good morning, Ada", 2));
  await world.socket.tells("chat", line("m3", "u3", "صباح الخير", 3));
  return { ...world, field: screen.getByLabelText<HTMLTextAreaElement>("Write to everybody") };
}

const message = (text: string) => {
  const found = within(screen.getByRole("log"))
    .getAllByRole("article")
    .find((one) => one.querySelector("[id^=text-]")?.textContent === text);
  if (!found) throw new Error(`no message ${text}`);
  return found;
};
const menu = () => screen.getByRole("dialog");

describe("a message", () => {
  it("is answered: its beginning stands above the answer, and is gone to from there", async () => {
    const { user, socket, field } = await chatting();
    await user.click(within(message("Good morning, Ada")).getByRole("button", { name: "More about this message" }));
    await user.click(within(menu()).getByRole("button", { name: "Reply" }));
    expect(field).toHaveFocus();
    await user.keyboard("So do I{Enter}");
    expect(socket.heard("chat")?.data).toEqual({ text: "So do I", replyTo: "m2" });
    expect(screen.queryByRole("button", { name: "Cancel the reply" })).toBeNull();
    await socket.tells("chat", line("m4", "u1", "So do I", 4, { replyTo: "m2" }));
    await user.click(screen.getByRole("button", { name: "In reply to Mei Lin Good morning, Ada" }));
    expect(message("Good morning, Ada")).toHaveFocus();
    await socket.tells("chat-deleted", { id: "m2", by: "u2" });
    expect(within(message("So do I")).getByText("This message is no longer here.")).toBeVisible();
  });

  it("is not answered after Escape, which closes nothing else", async () => {
    const { user, socket, field } = await chatting();
    await user.click(within(message("Good morning, Ada")).getByRole("button", { name: "More about this message" }));
    await user.click(within(menu()).getByRole("button", { name: "Reply" }));
    await user.keyboard("{Escape}");
    expect(field).toBeVisible();
    await user.keyboard("Hello{Enter}");
    expect(socket.heard("chat")?.data).toEqual({ text: "Hello" });
  });

  it("is deleted after asking once, and the next one has the focus", async () => {
    const { user, socket } = await chatting();
    message("Good morning, Ada").focus();
    await user.keyboard("{Enter}");
    await user.click(within(menu()).getByRole("button", { name: "Delete" }));
    expect(socket.heard("chat-delete")).toBeUndefined();
    await user.click(within(menu()).getByRole("button", { name: "Yes, delete it" }));
    expect(socket.heard("chat-delete")?.data).toEqual({ id: "m2" });
    await socket.tells("chat-deleted", { id: "m2", by: "u1" });
    expect(() => message("Good morning, Ada")).toThrow();
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(message("صباح الخير")).toHaveFocus();
  });

  it("is not offered to be deleted by others, and stays when the server refuses", async () => {
    const { user, socket } = await chatting(mei);
    await user.click(within(message("Good morning")).getByRole("button", { name: "More about this message" }));
    expect(within(menu()).queryByRole("button", { name: "Delete" })).toBeNull();
    await user.click(within(menu()).getByRole("button", { name: "Reply" }));
    await user.click(within(message("Good morning, Ada")).getByRole("button", { name: "More about this message" }));
    await user.click(within(menu()).getByRole("button", { name: "Delete" }));
    await user.click(within(menu()).getByRole("button", { name: "Yes, delete it" }));
    await socket.answers("chat-delete", { code: "database_unavailable", message: "The database is away." }, "error");
    expect(within(menu()).getByRole("alert")).toHaveTextContent("That did not work. The database is away.");
    expect(message("Good morning, Ada")).toBeVisible();
  });

  it("takes a reaction, shows whose there are, and lets one go with another press", async () => {
    const { user, socket } = await chatting();
    await user.click(within(message("Good morning, Ada")).getByRole("button", { name: "More about this message" }));
    await user.click(within(menu()).getByRole("button", { name: "React with 👍" }));
    expect(socket.heard("react")?.data).toEqual({ emoji: "👍", id: "m2", on: true });
    await socket.tells("react", { userId: "u1", emoji: "👍", id: "m2", on: true });
    await socket.tells("react", { userId: "u3", emoji: "👍", id: "m2", on: true });
    await socket.tells("react", { userId: "u2", emoji: "🎉", id: "m2", on: true });
    expect(within(message("Good morning, Ada")).getAllByRole("button", { name: /from/ }).map((chip) => chip.getAttribute("aria-label"))).toEqual(["👍 from 2 people", "🎉 from one person"]);
    const mine = within(message("Good morning, Ada")).getByRole("button", { name: "👍 from 2 people" });
    expect(mine).toHaveAttribute("aria-pressed", "true");
    await user.click(mine);
    expect(socket.heard("react")?.data).toEqual({ emoji: "👍", id: "m2", on: false });
    await socket.tells("react", { userId: "u1", emoji: "👍", id: "m2", on: false });
    expect(within(message("Good morning, Ada")).getByRole("button", { name: "👍 from one person" })).toHaveAttribute("aria-pressed", "false");
  });

  it("has one reaction of each person, the newest, and one that is taken back late changes nothing", async () => {
    const { socket } = await chatting();
    await socket.tells("react", { userId: "u2", emoji: "👍", id: "m1", on: true });
    await socket.tells("react", { userId: "u2", emoji: "🎉", id: "m1", on: true });
    await socket.tells("react", { userId: "u2", emoji: "👍", id: "m1", on: false });
    expect(within(message("Good morning")).getAllByRole("button", { name: /from/ }).map((chip) => chip.getAttribute("aria-label"))).toEqual(["🎉 from one person"]);
  });

  it("is copied, or it is said that this is not possible", async () => {
    const { user } = await chatting();
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValueOnce(undefined);
    await user.click(within(message("Good morning, Ada")).getByRole("button", { name: "More about this message" }));
    await user.click(within(menu()).getByRole("button", { name: "Copy text" }));
    expect(write).toHaveBeenCalledWith("Good morning, Ada");
    expect(await screen.findByText("Copied")).toBeVisible();
    write.mockRejectedValueOnce(new DOMException("no", "NotAllowedError"));
    await user.click(within(menu()).getByRole("button", { name: "Copy text" }));
    expect(await screen.findByText("Copying does not work here")).toBeVisible();
  });

  it("is reached by one stop of the tabulator and the arrow keys, from the newest on", async () => {
    const { user, field } = await chatting();
    field.focus();
    await user.tab({ shift: true });
    await user.tab({ shift: true });
    expect(message("صباح الخير")).toHaveFocus();
    await user.keyboard("{ArrowUp}{ArrowUp}{ArrowUp}");
    expect(message("Good morning")).toHaveFocus();
    await user.keyboard("{End}{ArrowUp}");
    expect(message("Good morning, Ada")).toHaveFocus();
    await user.tab();
    expect(within(message("Good morning, Ada")).getByRole("button")).toHaveFocus();
    await user.tab();
    expect(field).toHaveFocus();
  });
});

describe("somebody", () => {
  it("is mentioned by the keyboard alone", async () => {
    const { user, socket, field } = await chatting();
    await user.type(field, "Hello @");
    const list = screen.getByRole("listbox", { name: "People you can mention" });
    expect(within(list).getAllByRole("option").map((option) => option.textContent)).toEqual(["Mei Lin@u2", "نور حداد@noor"]);
    expect(field).toHaveAttribute("aria-activedescendant", within(list).getAllByRole("option")[0]?.id);
    await user.keyboard("{ArrowDown}");
    expect(within(list).getByRole("option", { selected: true })).toHaveTextContent("@noor");
    await user.keyboard("{Enter}");
    expect(field).toHaveValue("Hello @noor ");
    expect(screen.queryByRole("listbox")).toBeNull();
    await user.keyboard("and @me{Tab}!{Enter}");
    expect(socket.heard("chat")?.data).toEqual({ text: "Hello @noor and @u2 !" });
  });

  it("is not offered after Escape, nor while nobody is called like that", async () => {
    const { user, socket, field } = await chatting();
    await user.type(field, "@me{Escape}");
    expect(screen.queryByRole("listbox")).toBeNull();
    await user.keyboard("i{Enter}");
    expect(socket.heard("chat")?.data).toEqual({ text: "@mei" });
    await user.type(field, "@nobody");
    expect(screen.queryByRole("listbox")).toBeNull();
  });

  it("is picked by a press, and the field keeps the focus", async () => {
    const { user, field } = await chatting();
    await user.type(field, "@نو");
    await user.click(screen.getByRole("option", { name: /noor/ }));
    expect(field).toHaveValue("@noor ");
    expect(field).toHaveFocus();
  });

  it("who is mentioned is told so, and only they", async () => {
    const { socket } = await chatting();
    await socket.tells("chat", line("m4", "u2", "Over to you, @noor", 4));
    expect(screen.getByRole("status")).not.toHaveTextContent("mentioned");
    await socket.tells("chat", line("m5", "u2", "And you, @ada.lovelace?", 5));
    expect(screen.getByRole("status")).not.toHaveTextContent("mentioned");
    await socket.tells("chat", line("m6", "u2", "And you, @u1?", 6));
    expect(screen.getByRole("status")).toHaveTextContent("Mei Lin mentioned you.");
    expect(within(message("And you, @u1?")).getByText("@u1")).toBeVisible();
  });
});

describe("what was written before", () => {
  const written = (id: string, text: string, minute: number) => ({ ...line(id, "u2", text, minute), username: "mei", name: "Mei Lin", avatar: "/a", reactions: [] });

  it("is read from further back, once, and keeps its reactions", async () => {
    const asked: string[] = [];
    const world = await enter(ada, [mei], 201, {}, {
      "GET /api/rooms/tea/messages": ({ path }) => {
        asked.push(path);
        return path.includes("cursor=c1")
          ? ok({ messages: [{ ...written("o1", "Long ago", 1), reactions: [{ userId: "u1", emoji: "🎉" }] }], quoted: [] })
          : ok({ messages: [written("o2", "A while ago", 2)], quoted: [], nextCursor: "c1" });
      },
    });
    await world.user.click(screen.getByRole("button", { name: /^Chat/ }));
    await world.user.click(await screen.findByRole("button", { name: "Older messages" }));
    expect(await screen.findByText("Long ago")).toBeVisible();
    expect(within(message("Long ago")).getByRole("button", { name: "🎉 from one person" })).toBeVisible();
    expect(screen.queryByRole("button", { name: "Older messages" })).not.toBeInTheDocument();
    expect(asked.filter((path) => path.includes("cursor"))).toHaveLength(1);
  });
});
