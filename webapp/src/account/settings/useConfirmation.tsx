import { useState } from "react";
import type { ReactNode } from "react";
import { toProblem } from "../../api/problem";
import type { Account } from "../types";
import { Confirmation } from "./Confirmation";

type Act = () => Promise<void>;

/** What only the owner of the account may do, whoever else holds the session: asks for the password or a code where the server wants it. */
export function useConfirmation(me: Account): { confirmed: (act: Act) => Promise<void>; question: ReactNode } {
  const [waiting, setWaiting] = useState<{ act: Act }>();
  const done = () => {
    setWaiting(undefined);
  };
  return {
    confirmed: async (act) => {
      try {
        await act();
      } catch (error) {
        if (toProblem(error).code !== "confirmation_required") throw error;
        setWaiting({ act });
      }
    },
    question: waiting && <Confirmation me={me} act={waiting.act} onDone={done} />,
  };
}
