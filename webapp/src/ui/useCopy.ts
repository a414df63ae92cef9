import { useRef, useState } from "react";

/** Copies what stands in a field; where the browser keeps the clipboard to itself, it is at least selected. */
export function useCopy(text: string) {
  const field = useRef<HTMLInputElement>(null);
  const [done, setDone] = useState<"copied" | "selected">();
  return {
    field,
    done,
    copy: async () => {
      try {
        await navigator.clipboard.writeText(text);
        setDone("copied");
      } catch {
        field.current?.select();
        setDone("selected");
      }
    },
  };
}
