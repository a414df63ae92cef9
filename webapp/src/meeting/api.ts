import { api } from "../api/base";
import type { paths } from "../api/schema";

export type Attendance = paths["/api/rooms/{id}/attendance"]["get"]["responses"][200]["content"]["application/json"];
export const answers = ["yes", "maybe", "no"] as const;
export type Answer = (typeof answers)[number];

const address = (id: string) => `/api/rooms/${encodeURIComponent(id)}/attendance`;

export const { useAttendanceQuery, useAnswerMutation } = api.enhanceEndpoints({ addTagTypes: ["Rooms"] }).injectEndpoints({
  endpoints: (build) => ({
    attendance: build.query<Attendance, string>({ query: address, providesTags: ["Rooms"] }),
    answer: build.mutation<Attendance, { id: string; answer: Answer }>({
      query: ({ id, answer }) => ({ url: address(id), method: "PUT", body: { answer } }),
      invalidatesTags: ["Rooms"],
    }),
  }),
});
