import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ada, ok, refused, serve, signedInAs } from "../test/server";
import { open } from "../test/open";

const grace = { ...ada, email: undefined, phone: "+442079460018", hasPassword: false };
const both = { ...ada, phone: "+442079460018" };
const sessions = { "GET /api/sessions": () => ok({ sessions: [] }) };
const asked = () => ok({ expiresAt: "2026-03-02T10:10:00Z" });

describe("one's own addresses", () => {
  it("get an e-mail address by its code", async () => {
    const server = serve({
      ...signedInAs(grace),
      ...sessions,
      "POST /api/user/addresses": asked,
      "POST /api/user/addresses/verify": () => ok({ user: both }),
    });
    const user = open("/settings/security");
    await user.click(await screen.findByRole("button", { name: "Add an e-mail address" }));
    expect(screen.getByLabelText("E-mail address")).toHaveFocus();
    await user.type(screen.getByLabelText("E-mail address"), "ada@example.org{Enter}");
    expect(await screen.findByLabelText("Code")).toHaveFocus();
    expect(screen.getByText(/We have sent a code to ada@example.org/)).toBeVisible();
    await user.keyboard("123456");
    expect(await screen.findByText("ada@example.org is yours now.")).toBeVisible();
    expect(server.sent("POST /api/user/addresses")).toEqual({ email: "ada@example.org" });
    expect(server.sent("POST /api/user/addresses/verify")).toEqual({ email: "ada@example.org", code: "123456" });
    expect(await screen.findByRole("button", { name: "Replace the e-mail address" })).toHaveFocus();
  });

  it("say a wrong code beside its field and keep the session", async () => {
    const server = serve({
      ...signedInAs(),
      ...sessions,
      "POST /api/user/addresses": asked,
      "POST /api/user/addresses/verify": () => refused(401, "wrong_code"),
    });
    const user = open("/settings/security");
    await user.click(await screen.findByRole("button", { name: "Add a phone number" }));
    await user.type(screen.getByLabelText("Phone number"), "0044 20 7946 0018{Enter}");
    await screen.findByLabelText("Code");
    await user.keyboard("123456");
    expect(await screen.findByText("This is not the code we sent. Please look again.")).toBeVisible();
    expect(server.sent("POST /api/user/addresses/verify")).toEqual({ phone: "+442079460018", code: "123456" });
    expect(server.asked("POST /api/auth/refresh")).toBe(0);
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(screen.getByRole("button", { name: "Add a phone number" })).toHaveFocus();
  });

  it("are not sent while they are none", async () => {
    const server = serve({ ...signedInAs(grace), ...sessions });
    const user = open("/settings/security");
    await user.click(await screen.findByRole("button", { name: "Add an e-mail address" }));
    await user.type(screen.getByLabelText("E-mail address"), "ada{Enter}");
    expect(await screen.findByText(/Please enter an e-mail address/)).toBeVisible();
    expect(server.asked("POST /api/user/addresses")).toBe(0);
  });

  it("are removed, but for the last one", async () => {
    serve({ ...signedInAs(both), ...sessions, "DELETE /api/user/addresses/phone": () => ok({ user: ada }) });
    const user = open("/settings/security");
    await user.click(await screen.findByRole("button", { name: "Remove the phone number" }));
    expect(await screen.findByText("+442079460018 is removed.")).toBeVisible();
    expect(await screen.findByText("None yet")).toBeVisible();
    expect(screen.queryByRole("button", { name: /^Remove/ })).not.toBeInTheDocument();
  });

  it("are removed only after the password was given", async () => {
    let confirmed = false;
    const server = serve({
      ...signedInAs(both),
      ...sessions,
      "DELETE /api/user/addresses/phone": () => (confirmed ? ok({ user: ada }) : refused(403, "confirmation_required")),
      "POST /api/user/confirmation": () => {
        confirmed = true;
        return ok();
      },
    });
    const user = open("/settings/security");
    await user.click(await screen.findByRole("button", { name: "Remove the phone number" }));
    expect(await screen.findByText("Enter your password to confirm that it is you.")).toBeVisible();
    await user.keyboard("engines count{Enter}");
    expect(await screen.findByText("+442079460018 is removed.")).toBeVisible();
    expect(server.sent("POST /api/user/confirmation")).toEqual({ password: "engines count" });
  });

  it("are asked for only after a code, where there is no password", async () => {
    let confirmed = false;
    const server = serve({
      ...signedInAs(grace),
      ...sessions,
      "POST /api/user/addresses": () => (confirmed ? asked() : refused(403, "confirmation_required")),
      "POST /api/user/confirmation/code": () => ok({ phone: "+442079460018", expiresAt: "2026-03-02T10:10:00Z" }),
      "POST /api/user/confirmation": () => {
        confirmed = true;
        return ok();
      },
    });
    const user = open("/settings/security");
    await user.click(await screen.findByRole("button", { name: "Add an e-mail address" }));
    await user.type(screen.getByLabelText("E-mail address"), "ada@example.org{Enter}");
    await user.click(await screen.findByRole("button", { name: "Send the code" }));
    expect(await screen.findByText(/We have sent a code to \+442079460018/)).toBeVisible();
    await user.keyboard("482913");
    expect(await screen.findByText(/We have sent a code to ada@example.org/)).toBeVisible();
    expect(server.sent("POST /api/user/confirmation")).toEqual({ code: "482913" });
  });

  it("say why an e-mail address has to stay", async () => {
    serve({ ...signedInAs(both), ...sessions, "DELETE /api/user/addresses/email": () => refused(409, "password_needs_email") });
    const user = open("/settings/security");
    await user.click(await screen.findByRole("button", { name: "Remove the e-mail address" }));
    expect(await screen.findByText(/Your password goes with this e-mail address/)).toBeVisible();
  });
});
