import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { nameOf } from "../protocol/things";
import { Avatar } from "../ui/Avatar";
import type { Mentionable } from "./mentions";

interface Props {
  id: string;
  people: readonly Mentionable[];
  chosen: number;
  onPick: (person: Mentionable) => void;
}

/** The people one may mean while typing an @. The focus stays in the field, which says who is chosen. */
export function MentionList({ id, people, chosen, onPick }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={t("chat.people")}
      className="absolute inset-x-3 bottom-full z-10 mb-1 max-h-[min(16rem,40svh)] overflow-y-auto overscroll-contain rounded-xl border border-line bg-raised p-1 shadow-[0_0.5rem_2rem_-0.5rem_rgb(0_0_0/0.4)]"
    >
      {people.map((person, index) => (
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are those of the field
        <div
          key={person.id}
          id={`${id}${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          className={`flex min-h-11 cursor-pointer items-center gap-2.5 rounded-lg px-2 ${index === chosen ? "bg-sunken outline-2 outline-offset-[-2px] outline-brand" : "hover:bg-sunken"}`}
          // The field keeps the focus.
          onMouseDown={(event) => {
            event.preventDefault();
          }}
          onClick={() => {
            onPick(person);
          }}
        >
          <Avatar src={person.avatar} name={nameOf(person)} size="tiny" />
          <bdi className="min-w-0 truncate font-semibold">{nameOf(person)}</bdi>
          <bdi dir="ltr" className="min-w-0 truncate text-sm text-muted">
            @{person.username}
          </bdi>
        </div>
      ))}
    </div>
  );
}
