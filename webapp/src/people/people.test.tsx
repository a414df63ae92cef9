import { act, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ok, refused, serve, signedInAs } from "../test/server";
import { open, standsAt, titled } from "../test/open";

const mei = { username: "mei", name: "Mei Lin", avatar: "/api/avatars/2", isFollowing: false };
const jonas = { username: "jonas", name: "Jonas Weber", avatar: "/api/avatars/3", isFollowing: true };
const profile = { ...mei, bio: "Listens.", followers: 4, following: 1, isSelf: false, rooms: [] };

afterEach(() => {
  vi.useRealTimers();
});

describe("the search for people", () => {
  it("asks once the typing rests, and keeps the search in the address", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = serve({
      ...signedInAs(),
      "GET /api/users": ({ path }) => ok({ users: path.includes("query=mei") ? [mei] : [mei, jonas] }),
    });
    const user = open("/people", { advanceTimers: vi.advanceTimersByTime, delay: 10 });
    expect(await screen.findByText("2 people")).toBeVisible();
    await titled("People · Parley");
    await user.type(screen.getByRole("searchbox"), "mei");
    await act(() => vi.advanceTimersByTimeAsync(400));
    expect(await screen.findByText("1 person")).toBeVisible();
    await standsAt("/people?query=mei");
    expect(server.calls.map(({ path }) => path).filter((path) => path.includes("query"))).toEqual(["/api/users?query=mei&limit=20"]);
  });

  it("says when there is nobody", async () => {
    serve({ ...signedInAs(), "GET /api/users": () => ok({ users: [] }) });
    open("/people?query=zzz");
    expect(await screen.findByRole("heading", { name: "Nobody by that name" })).toBeVisible();
    expect(screen.getByRole("searchbox")).toHaveValue("zzz");
  });

  it("loads more, and leaves nobody the choice to follow themselves", async () => {
    const self = { ...mei, username: "ada.lovelace", name: "Ada Lovelace" };
    serve({
      ...signedInAs(),
      "GET /api/users": ({ path }) => (path.includes("cursor=c2") ? ok({ users: [jonas, self] }) : ok({ users: [mei], nextCursor: "c2" })),
    });
    const user = open("/people");
    await user.click(await screen.findByRole("button", { name: "Load more" }));
    expect(await screen.findByText("3 people")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Load more" })).not.toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Following Jonas Weber: stop following" })).toBeVisible();
    expect(screen.queryByRole("button", { name: "Follow Ada Lovelace" })).not.toBeInTheDocument();
  });
});

describe("following somebody", () => {
  it("shows at once, with the number of followers", async () => {
    let answer: ((response: Response) => void) | undefined;
    serve({
      ...signedInAs(),
      "GET /api/users/mei": () => ok({ user: profile }),
      "PUT /api/users/mei/follow": () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    const user = open("/people/mei");
    await user.click(await screen.findByRole("button", { name: "Follow Mei Lin" }));
    expect(await screen.findByRole("button", { name: "Following Mei Lin: stop following" })).toBeVisible();
    expect(screen.getByText("5 followers")).toBeVisible();
    await waitFor(() => {
      expect(answer).toBeDefined();
    });
    await act(async () => {
      answer?.(ok());
      await Promise.resolve();
    });
    expect(screen.getByRole("button", { name: "Following Mei Lin: stop following" })).toBeVisible();
  });

  it("is taken back when the server refuses", async () => {
    let answer: ((response: Response) => void) | undefined;
    serve({
      ...signedInAs(),
      "GET /api/users/mei": () => ok({ user: profile }),
      "PUT /api/users/mei/follow": () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    const user = open("/people/mei");
    await user.click(await screen.findByRole("button", { name: "Follow Mei Lin" }));
    expect(await screen.findByText("5 followers")).toBeVisible();
    await waitFor(() => {
      expect(answer).toBeDefined();
    });
    answer?.(refused(500, "internal"));
    expect(await screen.findByText("That did not work. Server: internal")).toBeVisible();
    expect(screen.getByRole("button", { name: "Follow Mei Lin" })).toBeVisible();
    expect(screen.getByText("4 followers")).toBeVisible();
  });

  it("is undone in a list as well", async () => {
    serve({ ...signedInAs(), "GET /api/users": () => ok({ users: [mei, jonas] }), "DELETE /api/users/jonas/follow": () => refused(500, "internal") });
    const user = open("/people");
    await user.click(await screen.findByRole("button", { name: "Following Jonas Weber: stop following" }));
    expect(await screen.findByText(/Server: internal/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Following Jonas Weber: stop following" })).toBeVisible();
  });
});

describe("a person's page", () => {
  it("says when there is nobody of that name", async () => {
    serve(signedInAs());
    open("/people/nobody");
    expect(await screen.findByRole("heading", { level: 1, name: "Nobody has this name" })).toBeVisible();
  });

  it("leads to who follows and who is followed", async () => {
    serve({
      ...signedInAs(),
      "GET /api/users/mei": () => ok({ user: profile }),
      "GET /api/users/mei/followers": () => ok({ users: [jonas] }),
      "GET /api/users/mei/following": () => ok({ users: [] }),
    });
    const user = open("/people/mei");
    await user.click(await screen.findByRole("link", { name: "4 followers" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Who follows Mei Lin" })).toBeVisible();
    expect(await screen.findByText("1 person")).toBeVisible();
    await user.click(screen.getByRole("link", { name: "Back to Mei Lin" }));
    await user.click(await screen.findByRole("link", { name: "1 following" }));
    expect(await screen.findByRole("heading", { name: "Not following anybody yet" })).toBeVisible();
  });
});
