import { render, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter } from "react-router";
import { expect } from "vitest";
import { App } from "../App";
import { createStore } from "../store";

/** The whole client, standing at an address. */
export function open(address: string) {
  const user = userEvent.setup();
  render(
    <MemoryRouter initialEntries={[address]}>
      <App store={createStore()} />
    </MemoryRouter>,
  );
  return user;
}

/** React names the page just after showing it, so a title may come a moment later than the page's heading. */
export async function titled(title: string): Promise<void> {
  await waitFor(() => {
    expect(document.title).toBe(title);
  });
}
