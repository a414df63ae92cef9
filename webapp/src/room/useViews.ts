import { useMemo } from "react";
import { thinned } from "../media/observable";
import { pictureKey } from "../media/pictures";
import type { RoomState } from "../signalling/room";
import type { Call, CallView } from "./call";
import { shows } from "./pictures/shown";
import type { SeatView } from "./Seat";
import { ownVoice } from "./sound";
import type { Sound } from "./sound";
import { useObservable } from "./useObservable";

/** With more people than this, everything takes longer to draw, and rings that flicker all over the page help nobody. */
const many = 30;
const pause = 500;

/** Joins what the server says about somebody with what is heard of them here. */
export function useViews(call: Call, view: CallView, room: RoomState, sound: Sound): (userId: string) => SeatView | undefined {
  const isLarge = Object.keys(room.people).length > many;
  const speaking = useObservable(useMemo(() => (isLarge ? thinned(sound.levels.speaking, pause) : sound.levels.speaking), [isLarge, sound]));
  const ways = useObservable(call.ways);
  const reactions = useObservable(call.reactions);
  const pictures = useObservable(call.pictures);
  const { track: ownCamera } = useObservable(sound.camera.state);
  const reacting = useMemo(() => new Map(reactions.map((one) => [one.userId, one])), [reactions]);
  return (userId) => {
    const person = room.people[userId];
    if (!person) return undefined;
    const isSelf = userId === room.selfId;
    const muted = isSelf ? view.muted : person.isMuted;
    return {
      person,
      isSelf,
      muted,
      // After one's seat is gone nobody knows who hears whom.
      speaking: view.standing !== "lost" && !muted && !person.away && speaking.has(isSelf ? ownVoice : userId),
      forMe: !isSelf && sound.speakers.isSilenced(userId),
      quality: isSelf ? undefined : ways[userId]?.quality,
      reaction: reacting.get(userId),
      camera: shows(person, "camera"),
      picture: isSelf ? ownCamera : pictures.get(pictureKey(userId, "camera")),
    };
  };
}
