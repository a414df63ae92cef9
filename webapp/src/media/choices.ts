export interface Choices {
  microphone?: string;
  speaker?: string;
  camera?: string;
  /** How those who show themselves are seen; round the table unless this says otherwise. */
  faces?: "table" | "grid";
  /** Whether the noise around the voice shall be taken away here, beyond what the browser does. */
  quiet?: boolean;
  /** Whether each voice comes from where its owner sits. */
  seats?: boolean;
  /** Whether small sounds tell what happens in a room; they do unless this says no. */
  chimes?: boolean;
  /** Whether single letters are shortcuts; they are unless this says no. */
  letters?: boolean;
  /** How loud somebody is, from 0 to 1, by user id; what is not here is 1. */
  volumes: Record<string, number>;
}

const key = "parley.sound";

/** What was chosen on this device before. */
export function createChoices(storage: () => Pick<Storage, "getItem" | "setItem"> = () => localStorage) {
  let choices = read();

  function read(): Choices {
    try {
      const saved = JSON.parse(storage().getItem(key) ?? "{}") as Partial<Choices>;
      return { ...saved, volumes: saved.volumes ?? {} };
    } catch {
      // Forbidden or spoilt storage costs only the memory of the choice.
      return { volumes: {} };
    }
  }

  return {
    get: (): Choices => choices,
    set(change: Partial<Choices>): void {
      choices = { ...choices, ...change };
      try {
        storage().setItem(key, JSON.stringify(choices));
      } catch {
        // As above.
      }
    },
  };
}

export type ChoiceMemory = ReturnType<typeof createChoices>;
