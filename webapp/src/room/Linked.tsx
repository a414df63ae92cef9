import { textLink } from "../ui/styles";
import { addressesIn } from "./addressesIn";

/** A text whose addresses can be opened, in another tab: this one is in a room. */
export function Linked({ text }: { text: string }) {
  return addressesIn(text).map((piece, index) =>
    piece.href === undefined ? (
      piece.text
    ) : (
      <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow" className={textLink}>
        {piece.text}
      </a>
    ),
  );
}
