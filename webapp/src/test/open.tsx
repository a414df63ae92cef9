import { render, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter, useLocation } from "react-router";
import { expect } from "vitest";
import { App } from "../App";
import { createSession } from "../api/session";
import { createStore } from "../store";
import { browser } from "./tabs";

/** The whole client, standing at an address, alone in its browser. */
export function open(address: string, userOptions: Parameters<typeof userEvent.setup>[0] = {}) {
  const user = userEvent.setup(userOptions);
  const { alone, channel } = browser().tab();
  render(
    <MemoryRouter initialEntries={[address]}>
      <App store={createStore(createSession({ storage: localStorage, alone, channel }))} />
      <Address />
    </MemoryRouter>,
  );
  return user;
}

function Address() {
  const { pathname, search } = useLocation();
  return <output data-testid="address" hidden>{pathname + search}</output>;
}

export async function standsAt(address: string): Promise<void> {
  await waitFor(() => {
    expect(document.querySelector("[data-testid=address]")).toHaveTextContent(address);
  });
}

/** React names the page just after showing it, so a title may come a moment later than the page's heading. */
export async function titled(title: string): Promise<void> {
  await waitFor(() => {
    expect(document.title).toBe(title);
  });
}
