import { api } from "../api/base";
import type { paths } from "../api/schema";

type Outbox = paths["/api/dev/outbox"]["get"]["responses"]["200"]["content"]["application/json"];
export type Message = Outbox["messages"][number];

export const { useOutboxQuery } = api.injectEndpoints({
  endpoints: (build) => ({
    outbox: build.query<Message[], undefined>({
      query: () => "/api/dev/outbox",
      transformResponse: (outbox: Outbox) => newestFirst(outbox.messages),
      // An outbox looked at again is looked at for what is new.
      keepUnusedDataFor: 0,
    }),
  }),
});

function newestFirst(messages: readonly Message[]): Message[] {
  return [...messages].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
