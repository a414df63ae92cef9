import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { TextField } from "../ui/form/TextField";
import { usePageTitle } from "../ui/useTitle";
import { useSearchUsersInfiniteQuery } from "./api";
import { PeopleList } from "./PeopleList";

const pause = 300;

export default function PeoplePage({ self }: { self: string | undefined }) {
  const { t } = useTranslation();
  usePageTitle(t("people.title"));
  const [query, setQuery] = useSearchParams();
  const asked = query.get("query") ?? "";
  const [typed, setTyped] = useState(asked);

  // Asks once the typing rests; the address keeps the search, for a reload and for coming back.
  useEffect(() => {
    if (typed.trim() === asked) return;
    const timer = setTimeout(() => {
      setQuery(typed.trim() === "" ? {} : { query: typed.trim() }, { replace: true });
    }, pause);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, asked, setQuery]);

  const found = useSearchUsersInfiniteQuery(asked);
  return (
    <div className="page-width max-w-4xl pt-4 pb-16 sm:pt-8">
      <h1 className="text-4xl sm:text-5xl">{t("people.heading")}</h1>
      <form
        role="search"
        className="mt-6 max-w-[30rem]"
        onSubmit={(event) => {
          event.preventDefault();
          setQuery(typed.trim() === "" ? {} : { query: typed.trim() }, { replace: true });
        }}
      >
        <TextField
          name="query"
          type="search"
          label={t("people.search")}
          value={typed}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={({ target }) => {
            setTyped(target.value);
          }}
        />
      </form>
      <PeopleList
        found={found}
        self={self}
        nobody={
          asked === ""
            ? { heading: t("people.alone.heading"), text: t("people.alone.text") }
            : { heading: t("people.nobody.heading"), text: t("people.nobody.text") }
        }
      />
    </div>
  );
}
