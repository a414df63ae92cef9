import { createContext } from "react";
import type { Call } from "../call";

/** How a picture says that it is in sight; outside a room nobody needs to know. */
export const Watch = createContext<Call["watch"]>(() => () => undefined);
