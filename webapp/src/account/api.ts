import { api } from "../api/base";
import type { RequestOptions, Surroundings } from "../api/base";
import type { Ending } from "../api/session";
import { rememberMe } from "./me";
import type {
  Account,
  Activation,
  AddressAsked,
  AddressKind,
  Credentials,
  EmailCode,
  NewAccount,
  OwnSession,
  PasswordChange,
  PasswordReset,
  ProfileChange,
  Recipient,
  SentCode,
} from "./types";

const signsIn: RequestOptions = { signsIn: true };
const post = (url: string, body: object) => ({ url, method: "POST", body });
const userOf = ({ user }: { user: Account }) => user;

interface Started<T> {
  queryFulfilled: Promise<{ data: T }>;
  dispatch: unknown;
  extra: unknown;
}

/** The answer has set the session's cookies. */
async function begins(_: unknown, { queryFulfilled, dispatch, extra }: Started<Account>) {
  try {
    const { data } = await queryFulfilled;
    await rememberMe(data, dispatch);
    (extra as Surroundings).session.begin(data.id);
  } catch {
    // The form shows it.
  }
}

async function changesMe(_: unknown, { queryFulfilled, dispatch }: Started<Account>) {
  try {
    await rememberMe((await queryFulfilled).data, dispatch);
  } catch {
    // The form shows it.
  }
}

const ends =
  (ending: Ending) =>
  async (_: unknown, { queryFulfilled, extra }: Omit<Started<unknown>, "dispatch">) => {
    try {
      await queryFulfilled;
      (extra as Surroundings).session.end(ending);
    } catch {
      // The form shows it.
    }
  };

export const {
  useRegisterMutation,
  useVerifyEmailMutation,
  useResendVerificationMutation,
  useLoginMutation,
  useSendOtpMutation,
  useVerifyOtpMutation,
  useForgotPasswordMutation,
  useResetPasswordMutation,
  useChangePasswordMutation,
  useActivateMutation,
  useUpdateProfileMutation,
  useSessionsQuery,
  useEndSessionMutation,
  useEndSessionsMutation,
  useAskAddressMutation,
  useAddAddressMutation,
  useRemoveAddressMutation,
  useExportDataMutation,
  useMakeCalendarMutation,
  useRevokeCalendarMutation,
  useDeleteAccountMutation,
  useConfirmMutation,
  useSendConfirmationMutation,
} = api.injectEndpoints({
  endpoints: (build) => ({
    register: build.mutation<unknown, NewAccount>({
      query: (account) => post("/api/auth/register", account),
      extraOptions: signsIn,
    }),
    verifyEmail: build.mutation<Account, EmailCode>({
      query: (sent) => post("/api/auth/email/verify", sent),
      transformResponse: userOf,
      extraOptions: signsIn,
      onQueryStarted: begins,
    }),
    resendVerification: build.mutation<unknown, { email: string }>({
      query: (recipient) => post("/api/auth/email/resend-verification", recipient),
      extraOptions: signsIn,
    }),
    login: build.mutation<Account, Credentials>({
      query: (credentials) => post("/api/auth/login", credentials),
      transformResponse: userOf,
      extraOptions: signsIn,
      onQueryStarted: begins,
    }),
    sendOtp: build.mutation<SentCode, Recipient>({
      query: (recipient) => post("/api/send-otp", recipient),
      extraOptions: signsIn,
    }),
    verifyOtp: build.mutation<Account, Recipient & { otp: string; hash: string }>({
      query: (sent) => post("/api/verify-otp", sent),
      transformResponse: userOf,
      extraOptions: signsIn,
      onQueryStarted: begins,
    }),
    forgotPassword: build.mutation<unknown, { email: string }>({
      query: (recipient) => post("/api/auth/password/forgot", recipient),
      extraOptions: signsIn,
    }),
    resetPassword: build.mutation<unknown, PasswordReset>({
      query: (reset) => post("/api/auth/password/reset", reset),
      extraOptions: signsIn,
      onQueryStarted: ends("passwordReset"),
    }),
    changePassword: build.mutation<unknown, PasswordChange>({
      query: (change) => post("/api/auth/password/change", change),
      invalidatesTags: ["Sessions"],
    }),
    activate: build.mutation<Account, Activation>({
      query: (activation) => post("/api/activate", activation),
      transformResponse: userOf,
      onQueryStarted: changesMe,
    }),
    updateProfile: build.mutation<Account, ProfileChange>({
      query: (change) => ({ url: "/api/user/update_profile", method: "PUT", body: change }),
      transformResponse: userOf,
      invalidatesTags: ["Person"],
      onQueryStarted: changesMe,
    }),
    sessions: build.query<OwnSession[], undefined>({
      query: () => "/api/sessions",
      transformResponse: ({ sessions }: { sessions: OwnSession[] }) => sessions,
      providesTags: ["Sessions"],
      // A list looked at again is looked at for what is new.
      keepUnusedDataFor: 0,
    }),
    endSession: build.mutation<unknown, string>({
      query: (id) => ({ url: `/api/sessions/${encodeURIComponent(id)}`, method: "DELETE" }),
      invalidatesTags: ["Sessions"],
    }),
    endSessions: build.mutation<unknown, undefined>({
      query: () => ({ url: "/api/sessions", method: "DELETE" }),
      invalidatesTags: ["Sessions"],
    }),
    askAddress: build.mutation<AddressAsked, Recipient>({
      query: (address) => post("/api/user/addresses", address),
    }),
    addAddress: build.mutation<Account, Recipient & { code: string }>({
      query: (proof) => post("/api/user/addresses/verify", proof),
      transformResponse: userOf,
      onQueryStarted: changesMe,
    }),
    removeAddress: build.mutation<Account, AddressKind>({
      query: (kind) => ({ url: `/api/user/addresses/${kind}`, method: "DELETE" }),
      transformResponse: userOf,
      onQueryStarted: changesMe,
    }),
    makeCalendar: build.mutation<{ url: string }, undefined>({ query: () => ({ url: "/api/user/calendar", method: "POST" }) }),
    revokeCalendar: build.mutation<unknown, undefined>({ query: () => ({ url: "/api/user/calendar", method: "DELETE" }) }),
    /** The text of the file: asked for like everything else, so that an old session is renewed first. */
    exportData: build.mutation<string, undefined>({
      query: () => ({
        url: "/api/user/export",
        responseHandler: async (answer): Promise<unknown> => (answer.ok ? answer.text() : answer.json()),
      }),
    }),
    confirm: build.mutation<unknown, { password: string } | { code: string }>({
      query: (proof) => post("/api/user/confirmation", proof),
    }),
    sendConfirmation: build.mutation<{ email?: string; phone?: string }, undefined>({
      query: () => post("/api/user/confirmation/code", {}),
    }),
    deleteAccount: build.mutation<unknown, undefined>({
      query: () => ({ url: "/api/user", method: "DELETE" }),
      onQueryStarted: ends("deleted"),
    }),
  }),
});
