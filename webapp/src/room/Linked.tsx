import { textLink } from "../ui/styles";
import { addressesIn } from "./addressesIn";
import { mentionsIn } from "./mentions";

interface Props {
  text: string;
  /** Whose mentions are seen as such. */
  usernames: ReadonlySet<string>;
  /** One's own username. */
  me: string | undefined;
  tabIndex: 0 | -1;
}

/** A text whose addresses can be opened, in another tab: this one is in a room. */
export function Linked({ text, tabIndex, ...mentioned }: Props) {
  return addressesIn(text).map((piece, index) =>
    piece.href === undefined ? (
      <Mentioning key={index} text={piece.text} {...mentioned} />
    ) : (
      <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow" tabIndex={tabIndex} className={textLink}>
        {piece.text}
      </a>
    ),
  );
}

function Mentioning({ text, usernames, me }: Omit<Props, "tabIndex">) {
  return mentionsIn(text, usernames).map((piece, index) =>
    piece.username === undefined ? (
      piece.text
    ) : (
      <bdi key={index} dir="ltr" className={`font-semibold ${piece.username === me ? "rounded bg-brand px-1 text-brand-ink" : "text-brand"}`}>
        {piece.text}
      </bdi>
    ),
  );
}
