import { useTranslation } from "react-i18next";
import type { Participant } from "../protocol/things";
import { speaks } from "../protocol/things";
import type { Call, CallView } from "./call";
import { Control } from "./Control";
import { MicrophoneControl } from "./MicrophoneControl";
import { Reactions } from "./Reactions";
import { moveByArrows } from "./arrows";
import { RaiseHand } from "./RaiseHand";
import { ShowControls } from "./ShowControls";
import { useRoomy } from "./useMedia";
import type { Shows } from "./useShows";

export type PanelName = "chat" | "people";

interface Props {
  call: Call;
  view: CallView;
  me: Participant;
  shows: Shows;
  panel: PanelName | undefined;
  unread: number;
  hands: number;
  onPanel: (panel: PanelName) => void;
  onSound: () => void;
}

/**
 * Below, where a thumb reaches: the microphone, the hand, and what opens beside the table. One stop of the tabulator, at the microphone or the hand, and the
 * first one in the room; the arrow keys go on from there.
 */
export function Controls({ call, view, me, shows, panel, unread, hands, onPanel, onSound }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const roomy = useRoomy();
  return (
    <div
      role="toolbar"
      aria-label={t("controls.label")}
      className="sticky bottom-0 z-20 order-last border-t border-line bg-ground px-3 pt-2 max-[22rem]:px-1.5 pb-[max(0.5rem,env(safe-area-inset-bottom))]"
      onKeyDown={moveByArrows}
    >
      <div className="mx-auto flex max-w-[44rem] flex-wrap items-center justify-between gap-1 max-[22rem]:gap-0 sm:justify-center sm:gap-3">
        {speaks(me.role) ? (
          <>
            <MicrophoneControl call={call} view={view} className="sm:w-auto! sm:px-5" withText onNoMicrophone={onSound} />
            {/* On a phone held upright a screen to share stands in the menu. */}
            <ShowControls shows={shows} withScreen={roomy} />
            <Control
              icon="hand"
              label={t(me.handRaised ? "controls.lower" : "controls.raise")}
              keys="H"
              aria-pressed={me.handRaised}
              tone={me.handRaised ? "on" : "plain"}
              onClick={() => void call.request("hand", { raised: !me.handRaised }).catch(lostOnTheWay)}
            />
          </>
        ) : (
          <RaiseHand call={call} />
        )}
        <Reactions
          onReact={(emoji) => {
            call.request("react", { emoji }).catch(lostOnTheWay);
          }}
        />
        <Control
          icon="chat"
          label={unread > 0 ? t("controls.chatUnread", { count: unread }) : t("controls.chat")}
          keys="C"
          aria-expanded={panel === "chat"}
          count={unread}
          onClick={() => {
            onPanel("chat");
          }}
        />
        <Control
          icon="people"
          label={hands > 0 ? t("controls.peopleHands", { count: hands }) : t("controls.people")}
          keys="P"
          aria-expanded={panel === "people"}
          count={hands}
          onClick={() => {
            onPanel("people");
          }}
        />
        <Control icon="leave" label={t("controls.leave")} keys="Shift+L" tone="away" onClick={call.leave} />
      </div>
    </div>
  );
}

/** A lost line is said in a banner; whatever was pressed is pressed again there after. */
function lostOnTheWay(error: unknown): void {
  console.warn("That did not reach the room", error);
}
