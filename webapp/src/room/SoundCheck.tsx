import { useEffect, useState } from "react";
import { DeviceCheck } from "./DeviceCheck";
import { createSound } from "./sound";

/** Microphone and speaker before there is a room to enter. What is chosen here is remembered. */
export default function SoundCheck() {
  const [sound] = useState(createSound);
  useEffect(() => {
    sound.open();
    return () => {
      sound.close();
    };
  }, [sound]);
  return <DeviceCheck sound={sound} />;
}
