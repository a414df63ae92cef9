import { useEffect, useState } from "react";
import type { ComponentType } from "react";
import { Provider } from "react-redux";
import { Route, Routes, useMatch } from "react-router";
import { SignedInOnly, SignedOutOnly } from "./account/Gates";
import { HeaderAccount } from "./account/HeaderAccount";
import { useMe, useVisitor } from "./account/me";
import { useGuest, useSignedIn, useVisited } from "./api/signedIn";
import { HomePage } from "./home/HomePage";
import { withTexts } from "./i18n/setup";
import { observable } from "./media/observable";
import { keptSeat } from "./room/keptSeat";
import { useObservable } from "./room/useObservable";
import type { CurrentVisit, Visit } from "./room/visit";
import type { createStore } from "./store";
import { ErrorBoundary } from "./ui/ErrorBoundary";
import { Frame } from "./ui/Frame";
import { MainLinks } from "./ui/MainLinks";
import { Part } from "./ui/Part";
import { Spinner } from "./ui/Spinner";
import { Waiting, later } from "./ui/later";

// The landing page comes with the first load; every other page is fetched when it is opened, and its texts with it.
const ForgotPasswordPage = later(withTexts(() => import("./account/ForgotPasswordPage"), "account", "form"));
const ResetPasswordPage = later(withTexts(() => import("./account/ResetPasswordPage"), "account", "form"));
const SettingsPage = later(withTexts(() => import("./account/settings/SettingsPage"), "account", "form"));
const SignInByCodePage = later(withTexts(() => import("./account/SignInByCodePage"), "account", "form"));
const SignInPage = later(withTexts(() => import("./account/SignInPage"), "account", "form"));
const SignUpPage = later(withTexts(() => import("./account/SignUpPage"), "account", "form"));
const VerifyPage = later(withTexts(() => import("./account/VerifyPage"), "account", "form"));
const WelcomePage = later(withTexts(() => import("./account/WelcomePage"), "account", "form"));
const InstallHelp = later(withTexts(() => import("./shell/InstallHelp"), "shell"));
const SharePage = later(withTexts(() => import("./shell/SharePage"), "shell"));
const UpdateOffer = later(withTexts(() => import("./shell/UpdateOffer"), "shell"));
const Meeting = later(withTexts(() => import("./meeting/Meeting"), "meeting"));
const MissingPage = later(withTexts(() => import("./missing/MissingPage"), "missing"));
const Bell = later(withTexts(() => import("./notices/Bell"), "notices"));
const NoticeSettings = later(withTexts(() => import("./notices/NoticeSettings"), "notices", "form"));
const NoticesPage = later(withTexts(() => import("./notices/NoticesPage"), "notices"));
const OutboxPage = later(withTexts(() => import("./outbox/OutboxPage"), "outbox"));
const followLists = withTexts(() => import("./people/FollowListPage"), "people");
const FollowersPage = later(async () => ({ default: (await followLists()).FollowersPage }));
const FollowingPage = later(async () => ({ default: (await followLists()).FollowingPage }));
const PeoplePage = later(withTexts(() => import("./people/PeoplePage"), "people"));
const PersonPage = later(withTexts(() => import("./people/PersonPage"), "people"));
const CallBar = later(withTexts(() => import("./room/CallBar"), "room"));
const RoomPage = later(withTexts(() => import("./room/RoomPage"), "room"));
const GuestHeader = later(withTexts(() => import("./account/guest/GuestHeader"), "guest"));
const JoinAsGuest = later(withTexts(() => import("./account/guest/JoinAsGuest"), "guest", "form"));
const VisitOver = later(withTexts(() => import("./account/guest/VisitOver"), "guest"));
const SoundCheck = later(withTexts(() => import("./room/SoundCheck"), "room"));
const InvitePage = later(withTexts(() => import("./rooms/InvitePage"), "rooms"));
const NewRoomPage = later(withTexts(() => import("./rooms/NewRoomPage"), "rooms", "form"));
const RoomSettings = later(withTexts(() => import("./rooms/RoomSettings"), "rooms", "form"));
const WhenDialog = later(withTexts(() => import("./rooms/WhenDialog"), "rooms", "form"));
const RoomsPage = later(withTexts(() => import("./rooms/RoomsPage"), "rooms"));

/** The one place where features meet. The router around it is the caller's, so that a test can stand anywhere. */
export function App({ store }: { store: ReturnType<typeof createStore> }) {
  const room = useMatch("/rooms/:id")?.params.id;
  const [visit] = useState(() => observable<Visit | undefined>(undefined));
  return (
    <ErrorBoundary>
      <Provider store={store}>
        <Frame sections={<MainLinks />} actions={<Self />} bare={room !== undefined && room !== "new"}>
          <Waiting value={<Spinner forAll />}>
            <Routes>
              <Route path="/" element={<HomePage />} />
              <Route element={<SignedOutOnly />}>
                <Route path="/sign-up" element={<SignUpPage />} />
                <Route path="/verify" element={<VerifyPage />} />
                <Route path="/sign-in" element={<SignInPage />} />
                <Route path="/sign-in/code" element={<SignInByCodePage />} />
              </Route>
              {/* Also for people who are signed in and never had a password. */}
              <Route path="/forgot-password" element={<ForgotPasswordPage />} />
              <Route path="/reset-password" element={<ResetPasswordPage />} />
              <Route element={<SignedInOnly visitOver={VisitOver} />}>
                <Route path="/welcome/*" element={<WelcomePage check={SoundCheck} />} />
                <Route path="/settings/*" element={<SettingsPage install={InstallHelp} notices={NoticeSettings} />} />
                <Route path="/rooms" element={<RoomsPage />} />
                <Route path="/rooms/new" element={<NewRoomPage />} />
                <Route path="/rooms/:id" element={<RoomOfSelf visit={visit} />} />
                <Route path="/notifications" element={<NoticesPage />} />
                <Route path="/people" element={<KnowingSelf page={PeoplePage} />} />
                <Route path="/people/:username" element={<PersonPage />} />
                <Route path="/people/:username/followers" element={<KnowingSelf page={FollowersPage} />} />
                <Route path="/people/:username/following" element={<KnowingSelf page={FollowingPage} />} />
              </Route>
              <Route path="/invite/:code" element={<InvitePage guests={JoinAsGuest} />} />
              <Route path="/share" element={<SharePage />} />
              <Route path="/outbox" element={<OutboxPage />} />
              <Route path="*" element={<MissingPage />} />
            </Routes>
          </Waiting>
        </Frame>
        <CallGoesOn visit={visit} page={room} />
        <KeepShell visit={visit} />
      </Provider>
    </ErrorBoundary>
  );
}

/** Who one is, in the header. */
function Self() {
  const guest = useGuest();
  const signedIn = useSignedIn();
  const self = useMe().data?.id;
  if (!guest) {
    return (
      <div className="flex items-center sm:gap-1">
        {signedIn && (
          <Part waiting={<span className="size-11" />}>
            <Bell self={self} />
          </Part>
        )}
        <HeaderAccount />
      </div>
    );
  }
  return (
    <Part>
      <GuestHeader guest={guest} />
    </Part>
  );
}

/** Tells a page of people which of them is the reader. */
function KnowingSelf({ page: Page }: { page: ComponentType<{ self: string | undefined }> }) {
  return <Page self={useMe().data?.username} />;
}

/** Tells the room under which name one comes in. */
function RoomOfSelf({ visit }: { visit: CurrentVisit }) {
  const isGuest = useGuest() !== undefined;
  const { data: me } = useMe();
  const { data: visitor } = useVisitor();
  return <RoomPage name={isGuest ? visitor?.name : me && (me.name || me.username)} isGuest={isGuest} visit={visit} settings={RoomSettings} meeting={Meeting} planning={WhenDialog} />;
}

/** For those who come back. A visitor who only looks is not given more than the page they look at. */
function KeepShell({ visit }: { visit: CurrentVisit }) {
  const signedIn = useSignedIn();
  const inCall = useObservable(visit) !== undefined;
  if (!signedIn || !import.meta.env.PROD || !("serviceWorker" in navigator)) return null;
  return (
    <Part>
      <UpdateOffer inCall={inCall} />
    </Part>
  );
}

/** Whoever is in a room stays there on every other page, and can come back after the page was loaded anew. */
function CallGoesOn({ visit, page }: { visit: CurrentVisit; page: string | undefined }) {
  const roomId = useObservable(visit)?.call.roomId;
  const guest = useGuest();
  const visited = useVisited();
  const isHere = useSignedIn() || guest !== undefined;
  const [kept] = useState(() => keptSeat().read()?.roomId);
  const shown = roomId ?? kept;

  // When the page has broken, nobody could mute any more.
  useEffect(
    () => () => {
      visit.get()?.call.drop();
    },
    [visit],
  );

  // A guest's seat goes with the visit.
  useEffect(() => {
    if (!visited) return;
    visit.get()?.call.leave();
    visit.set(undefined);
  }, [visit, visited]);

  if (!isHere || shown === undefined || shown === page) return null;
  return <CallBar visit={visit} />;
}
