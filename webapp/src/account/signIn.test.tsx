import { act, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ada, ok, refused, serve, signedInAs } from "../test/server";
import { open, standsAt, titled } from "../test/open";

const email = () => screen.findByLabelText("E-mail address");
const password = () => screen.getByLabelText("Password");
const people = { "GET /api/users": () => ok({ users: [] }) };

describe("signing up", () => {
  it("says beside the fields what is wrong, begins at the first, and keeps what was typed", async () => {
    const server = serve({});
    const user = open("/sign-up");
    await user.type(await email(), "ada");
    await user.click(screen.getByRole("button", { name: "Create the account" }));
    expect(await email()).toHaveFocus();
    expect(await email()).toHaveAccessibleDescription(/Please enter an e-mail address/);
    expect(password()).toHaveAccessibleDescription(/at least 8 characters.*8 to 128/);
    expect(await email()).toHaveValue("ada");
    expect(server.calls).toEqual([]);

    await user.type(await email(), "@example.org");
    expect(await email()).toBeValid();
  });

  it("shows the server's word on a field beside that field", async () => {
    const server = serve({
      "POST /api/auth/register": () => refused(422, "validation", { errors: [{ field: "password", message: "This one is known to everybody." }] }),
    });
    const user = open("/sign-up");
    await user.type(await email(), "ada@example.org");
    await user.type(password(), "password1{Enter}");
    expect(await screen.findByText("This one is known to everybody.")).toBeVisible();
    expect(password()).toHaveFocus();
    expect(password()).toBeInvalid();
    expect(password()).toHaveValue("password1");
    expect(await email()).toHaveValue("ada@example.org");
    expect(server.sent("POST /api/auth/register")).toEqual({ email: "ada@example.org", password: "password1" });
  });

  it("goes by the code into the account, and on to a name", async () => {
    const server = serve({
      "POST /api/auth/register": () => ok({ user: { id: "u1", email: "ada@example.org", isVerified: false } }, 201),
      "POST /api/auth/email/verify": () => ok({ user: { ...ada, name: undefined, activated: false } }),
    });
    const user = open("/sign-up?next=%2Fsettings");
    await titled("Sign up · Parley");
    await user.type(await email(), "ada@example.org");
    await user.type(password(), "engines count{Enter}");
    await user.type(await screen.findByRole("textbox", { name: "Code" }), "482913");
    expect(await screen.findByRole("heading", { level: 1, name: "What should we call you?" })).toBeVisible();
    await standsAt("/welcome?next=%2Fsettings");
    expect(server.sent("POST /api/auth/email/verify")).toEqual({ email: "ada@example.org", code: "482913" });
    expect(localStorage.getItem("parley.signedIn")).toBe("1");
  });

  it("says when to try again after too many tries", async () => {
    serve({ "POST /api/auth/register": () => refused(429, "rate_limited", {}, { "retry-after": "240" }) });
    const user = open("/sign-up");
    await user.type(await email(), "ada@example.org");
    await user.type(password(), "engines count{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("You can try again in 4 minutes.");
    expect(password()).toHaveValue("engines count");
  });

  it("lets the password be looked at", async () => {
    const user = open("/sign-up");
    await user.type(await screen.findByLabelText("Password"), "engines");
    await user.click(screen.getByRole("button", { name: "Show the password", pressed: false }));
    expect(password()).toHaveAttribute("type", "text");
    expect(password()).toHaveValue("engines");
    expect(screen.getByRole("button", { name: "Show the password", pressed: true })).toBeVisible();
  });
});

describe("the code that confirms an address", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("can be wrong, and typed again", async () => {
    let answer = refused(401, "wrong_code");
    serve({ "POST /api/auth/email/verify": () => answer, ...people });
    const user = open("/verify");
    await user.type(await email(), "ada@example.org");
    const code = screen.getByRole("textbox", { name: "Code" });
    await user.type(code, "111111");
    expect(await screen.findByText("This is not the code we sent. Please look again.")).toBeVisible();
    expect(code).toHaveFocus();
    answer = refused(401, "code_expired");
    await user.keyboard("222222");
    expect(await screen.findByText("This code is no longer valid. Please ask for a new one.")).toBeVisible();
    answer = ok({ user: ada });
    await user.keyboard("482913");
    await standsAt("/rooms");
  });

  it("needs the password as well where somebody signed up on another device", async () => {
    let answer = refused(401, "password_required");
    const server = serve({ "POST /api/auth/email/verify": () => answer, ...people });
    const user = open("/verify");
    await user.type(await email(), "ada@example.org");
    await user.type(screen.getByRole("textbox", { name: "Code" }), "482913");
    const asked = await screen.findByLabelText("Password");
    expect(asked).toHaveAccessibleDescription(/another device/);
    answer = refused(401, "bad_credentials");
    await user.type(asked, "engines{Enter}");
    expect(await screen.findByText("Wrong email or password.")).toBeVisible();
    answer = ok({ user: ada });
    await user.type(asked, " count{Enter}");
    await standsAt("/rooms");
    expect(server.sent("POST /api/auth/email/verify")).toEqual({ email: "ada@example.org", code: "482913", password: "engines count" });
  });

  it("is sent again after a pause that is counted down", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = serve({
      "POST /api/send-otp": () => ok({ phone: "+442079460018", hash: "h2", expiresAt: "2026-03-01T10:10:00Z" }),
      "POST /api/verify-otp": () => refused(401, "wrong_code"),
    });
    const user = open("/sign-in/code", { advanceTimers: vi.advanceTimersByTime });
    await user.click(await screen.findByRole("button", { name: "Use a phone number instead" }));
    await user.type(screen.getByLabelText("Phone number"), "020 7946 0018{Enter}");
    expect(screen.getByLabelText("Phone number")).toBeInvalid();
    await user.clear(screen.getByLabelText("Phone number"));
    await user.type(screen.getByLabelText("Phone number"), "+44 (0)20 7946-0018{Enter}");
    const again = await screen.findByRole("button", { name: /A new code can be sent in 0:(30|29)/ });
    expect(screen.getByRole("textbox", { name: "Code" })).toHaveFocus();
    await user.click(again);
    expect(server.asked("POST /api/send-otp")).toBe(1);
    expect(server.sent("POST /api/send-otp")).toEqual({ phone: "+442079460018" });

    await act(() => vi.advanceTimersByTimeAsync(50_000));
    await user.click(screen.getByRole("button", { name: "Send a new code" }));
    expect(await screen.findByText("A new code is on its way.")).toBeVisible();
    expect(screen.getByRole("button", { name: /in 0:(30|29)/ })).toBeVisible();
    expect(server.asked("POST /api/send-otp")).toBe(2);
    await user.type(screen.getByRole("textbox", { name: "Code" }), "111111");
    expect(await screen.findByText(/This is not the code/)).toBeVisible();
    expect(server.sent("POST /api/verify-otp")).toEqual({ phone: "+442079460018", otp: "111111", hash: "h2" });
  });
});

describe("signing in", () => {
  it("is asked for kindly, and leads back to the page that was wanted", async () => {
    serve({ "POST /api/auth/login": () => ok({ user: ada, expiresIn: 900 }), ...people, "GET /api/users/mei/followers": () => ok({ users: [] }) });
    const user = open("/people/mei/followers");
    expect(await screen.findByText(/Please sign in first/)).toBeVisible();
    await standsAt("/sign-in?next=%2Fpeople%2Fmei%2Ffollowers");
    await user.type(await email(), "ada@example.org");
    await user.type(password(), "engines count{Enter}");
    await standsAt("/people/mei/followers");
    expect(screen.getByRole("button", { name: "Your account: Ada Lovelace" })).toBeVisible();
  });

  it("does not follow an address that leads to another site", async () => {
    serve({ "POST /api/auth/login": () => ok({ user: ada, expiresIn: 900 }), ...people });
    const user = open("/sign-in?next=%2F%2Felsewhere.example");
    await user.type(await email(), "ada@example.org");
    await user.type(password(), "engines count{Enter}");
    await standsAt("/rooms");
  });

  it("says that one of the two is wrong, without saying which", async () => {
    const server = serve({ "POST /api/auth/login": () => refused(401, "bad_credentials") });
    const user = open("/sign-in");
    await user.type(await email(), "ada@example.org");
    await user.type(password(), "wrong one{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("Wrong email or password.");
    expect(password()).toHaveValue("wrong one");
    expect(server.asked("POST /api/auth/refresh")).toBe(0);
  });

  it("goes to the code first when the address is not confirmed", async () => {
    serve({ "POST /api/auth/login": () => refused(401, "email_not_verified") });
    const user = open("/sign-in");
    await user.type(await email(), "ada@example.org");
    await user.type(password(), "engines count{Enter}");
    expect(await screen.findByText(/We have sent a code to ada@example.org/)).toBeVisible();
  });

  it("is asked for again when the session has run out, and leads back", async () => {
    let valid = false;
    const server = serve({
      "GET /api/user": () => (valid ? ok({ user: ada }) : refused(401, "unauthorized")),
      "GET /api/sessions": () => (valid ? ok({ sessions: [] }) : refused(401, "unauthorized")),
      "POST /api/auth/refresh": () => refused(401, "unauthorized"),
      "POST /api/auth/login": () => {
        valid = true;
        return ok({ user: ada, expiresIn: 900 });
      },
    });
    localStorage.setItem("parley.signedIn", "1");
    const user = open("/settings/security");
    expect(await screen.findByText(/You have been away for a while/)).toBeVisible();
    expect(server.asked("POST /api/auth/refresh")).toBe(1);
    await user.type(await email(), "ada@example.org");
    await user.type(password(), "engines count{Enter}");
    await standsAt("/settings/security");
    expect(await screen.findByRole("heading", { level: 1, name: "Security" })).toBeVisible();
  });

  it("is not asked of who is signed in", async () => {
    serve({ ...signedInAs(), ...people });
    open("/sign-in");
    await standsAt("/rooms");
  });

  it("works with a new password after a forgotten one", async () => {
    let answer = refused(422, "validation", { errors: [{ field: "password", message: "Known to everybody." }] });
    const server = serve({ "POST /api/auth/password/forgot": () => ok(), "POST /api/auth/password/reset": () => answer });
    const user = open("/forgot-password");
    await user.type(await email(), "ada@example.org{Enter}");
    await user.type(await screen.findByRole("textbox", { name: "Code" }), "482913");
    expect(screen.getByLabelText("New password")).toHaveFocus();
    await user.keyboard("password1{Enter}");
    expect(await screen.findByText("Known to everybody.")).toBeVisible();
    expect(screen.getByRole("textbox", { name: "Code" })).toHaveValue("482913");
    answer = ok();
    await user.type(screen.getByLabelText("New password"), " and more{Enter}");
    expect(await screen.findByText(/Your new password is set/)).toBeVisible();
    expect(server.sent("POST /api/auth/password/reset")).toEqual({ email: "ada@example.org", code: "482913", password: "password1 and more" });
    expect(await email()).toHaveValue("ada@example.org");
  });
});

describe("the header", () => {
  it("offers the way in to strangers, without asking the server", async () => {
    const server = serve({});
    open("/");
    const account = screen.getByRole("navigation", { name: "Account" });
    expect(within(account).getAllByRole("link").map((link) => link.textContent)).toEqual(["Sign in", "Sign up"]);
    await titled("Parley: voice rooms in the browser");
    expect(server.calls).toEqual([]);
  });

  it("has the menu of who is signed in; Escape closes it", async () => {
    serve(signedInAs());
    const user = open("/");
    const opener = await screen.findByRole("button", { name: "Your account: Ada Lovelace" });
    expect(screen.getByRole("link", { name: "See which rooms are open" })).toHaveAttribute("href", "/rooms");
    await user.click(opener);
    expect(opener).toHaveAttribute("aria-expanded", "true");
    expect(screen.getByRole("link", { name: "Your profile" })).toHaveAttribute("href", "/people/ada.lovelace");
    await user.keyboard("{Tab}{Escape}");
    expect(opener).toHaveAttribute("aria-expanded", "false");
    expect(opener).toHaveFocus();
  });

  it("signs out, and says so on a page that needs a session", async () => {
    serve({ ...signedInAs(), ...people, "POST /api/auth/logout": () => ok() });
    const user = open("/people");
    await user.click(await screen.findByRole("button", { name: "Your account: Ada Lovelace" }));
    await user.click(screen.getByRole("button", { name: "Sign out" }));
    expect(await screen.findByText(/You are signed out/)).toBeVisible();
    await standsAt("/sign-in");
    expect(localStorage.getItem("parley.signedIn")).toBeNull();
  });

  it("stays signed in, and says so, when the server could not be told", async () => {
    serve({ ...signedInAs(), "POST /api/auth/logout": () => Promise.reject(new TypeError("Failed to fetch")) });
    const user = open("/");
    await user.click(await screen.findByRole("button", { name: "Your account: Ada Lovelace" }));
    await user.click(screen.getByRole("button", { name: "Sign out" }));
    expect(await screen.findByText(/The server can't be reached/)).toBeVisible();
    expect(localStorage.getItem("parley.signedIn")).toBe("1");
  });
});
