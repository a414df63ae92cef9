import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { CodeField } from "./CodeField";

function show() {
  const onComplete = vi.fn();
  const { rerender } = render(<CodeField name="code" label="Code" onComplete={onComplete} />);
  const say = (error: string) => {
    rerender(<CodeField name="code" label="Code" onComplete={onComplete} error={error} />);
  };
  return { user: userEvent.setup(), field: screen.getByRole<HTMLInputElement>("textbox", { name: "Code" }), onComplete, say };
}

describe("the code field", () => {
  it("is one field that a telephone can fill in from a message", () => {
    const { field, onComplete } = show();
    expect(field).toHaveAttribute("autocomplete", "one-time-code");
    expect(field).toHaveAttribute("inputmode", "numeric");
    fireEvent.change(field, { target: { value: "482913" } });
    expect(field).toHaveValue("482913");
    expect(onComplete).toHaveBeenCalledOnce();
  });

  it("takes digits only, six of them, and then goes off by itself", async () => {
    const { user, field, onComplete } = show();
    await user.type(field, "4a8 29x1");
    expect(field).toHaveValue("48291");
    expect(onComplete).not.toHaveBeenCalled();
    await user.keyboard("3");
    expect(field).toHaveValue("482913");
    await user.keyboard("7");
    expect(field).toHaveValue("482913");
    expect(onComplete).toHaveBeenCalledOnce();
  });

  it.each(["482913", "482 913", "Your code: 482-913."])("takes %j when it is pasted", async (pasted) => {
    const { user, field, onComplete } = show();
    await user.type(field, "11");
    await user.paste(pasted);
    expect(field).toHaveValue("482913");
    expect(onComplete).toHaveBeenCalledOnce();
  });

  it("goes on behind a part that was pasted", async () => {
    const { user, field } = show();
    await user.click(field);
    await user.paste("482");
    await user.keyboard("913");
    expect(field).toHaveValue("482913");
  });

  it("takes digits back with backspace", async () => {
    const { user, field } = show();
    await user.type(field, "482");
    await user.keyboard("{Backspace}{Backspace}");
    expect(field).toHaveValue("4");
    await user.keyboard("{Backspace}{Backspace}91");
    expect(field).toHaveValue("91");
  });

  it("goes along the boxes with the arrow keys, where a digit replaces the one that is there", async () => {
    const { user, field, onComplete } = show();
    await user.type(field, "482");
    await user.keyboard("{ArrowLeft}{ArrowLeft}5");
    expect(field).toHaveValue("452");
    await user.keyboard("7{ArrowRight}9");
    expect(field).toHaveValue("4579");
    await user.keyboard("{Home}1{End}0");
    expect(field).toHaveValue("15790");
    await user.keyboard("{ArrowRight}{ArrowRight}3");
    expect(onComplete).toHaveBeenCalledOnce();
  });

  it("begins again at the first box after a wrong code, and waits for the last one", async () => {
    const { user, field, onComplete, say } = show();
    await user.type(field, "111111");
    say("This is not the code.");
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription("This is not the code.");
    await user.keyboard("48291");
    expect(onComplete).toHaveBeenCalledOnce();
    await user.keyboard("3");
    expect(field).toHaveValue("482913");
    expect(onComplete).toHaveBeenCalledTimes(2);
  });
});
