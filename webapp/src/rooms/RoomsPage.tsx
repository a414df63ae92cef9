import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { toProblem } from "../api/problem";
import { Button } from "../ui/Button";
import { inputStyle } from "../ui/form/Field";
import { ProblemBanner } from "../ui/ProblemBanner";
import { Spinner } from "../ui/Spinner";
import { actionStyles } from "../ui/styles";
import { usePageTitle } from "../ui/useTitle";
import { useRoomsInfiniteQuery } from "./api";
import { NoRooms } from "./NoRooms";
import { RoomCard } from "./RoomCard";
import { shelves } from "./types";
import type { Search, Shelf } from "./types";

const pause = 300;
const refreshEvery = 10_000;

export default function RoomsPage() {
  const { t } = useTranslation("translation", { keyPrefix: "rooms" });
  usePageTitle(t("title"));
  const { search, change } = useSearch();
  return (
    <div className="page-width pt-1 pb-16 sm:pt-8">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 sm:items-end">
        <h1 className="text-2xl sm:text-5xl">{t("heading")}</h1>
        <Link to="/rooms/new" className={actionStyles.primary}>
          {t("create")}
        </Link>
      </div>
      <SearchField key={search.shelf} asked={search.query} onAsk={(query) => { change({ query }); }} />
      <nav aria-label={t("shelves.label")} className="mt-2 -mx-2 grid grid-cols-2 gap-0.5 sm:mt-5 sm:flex sm:gap-1">
        {shelves.map((shelf) => (
          <Link
            key={shelf}
            to={shelf === "all" ? "/rooms" : `/rooms?show=${shelf}`}
            aria-current={shelf === search.shelf ? "page" : undefined}
            className="inline-flex min-h-11 items-center rounded-lg px-2 text-sm font-semibold text-muted hover:bg-sunken hover:text-ink sm:px-3 sm:text-base aria-[current]:bg-sunken aria-[current]:text-ink"
          >
            {t(`shelves.${shelf}`)}
          </Link>
        ))}
      </nav>
      {search.tag !== "" && (
        <button
          type="button"
          aria-label={t("withoutTag", { tag: search.tag })}
          className="mt-3 inline-flex min-h-11 items-center gap-2 rounded-lg border-2 border-brand px-3 font-semibold text-brand"
          onClick={() => {
            change({ tag: "" });
          }}
        >
          {t("tag", { tag: search.tag })}
          <svg viewBox="0 0 20 20" className="size-4" aria-hidden="true" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round">
            <path d="m5 5 10 10M15 5 5 15" />
          </svg>
        </button>
      )}
      <Found search={search} onTag={(tag) => { change({ tag }); }} />
    </div>
  );
}

function Found({ search, onTag }: { search: Search; onTag: (tag: string) => void }) {
  const { t } = useTranslation("translation", { keyPrefix: "rooms" });
  const found = useRoomsInfiniteQuery(search, { pollingInterval: refreshEvery, skipPollingIfUnfocused: true, refetchOnMountOrArgChange: true });
  const { currentData: data, error, hasNextPage, isFetchingNextPage } = found;
  const rooms = data?.pages.flatMap((page) => page.rooms);
  return (
    <>
      {/* Always there, so that a screen reader hears it change. */}
      <p role="status" className="mt-4 text-muted max-sm:sr-only">
        {rooms && rooms.length > 0 ? t(hasNextPage ? "countMore" : "count", { count: rooms.length }) : ""}
      </p>
      {!rooms && error === undefined && <Spinner forAll />}
      {rooms?.length === 0 && <NoRooms search={search} />}
      {rooms && rooms.length > 0 && (
        <ul className="mt-2 grid gap-2.5 sm:mt-3 sm:gap-4 lg:grid-cols-2">
          {rooms.map((room) => (
            <li key={room.id} className="min-w-0">
              <RoomCard room={room} onTag={onTag} />
            </li>
          ))}
        </ul>
      )}
      {error !== undefined && (
        <div className="mt-5">
          <ProblemBanner problem={toProblem(error)} retry={() => void (rooms ? found.fetchNextPage() : found.refetch())} />
        </div>
      )}
      {hasNextPage && (
        <Button look="quiet" className="mt-6" aria-disabled={isFetchingNextPage || undefined} onClick={() => void found.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </>
  );
}

/** Asks once the typing rests. */
function SearchField({ asked, onAsk }: { asked: string; onAsk: (query: string) => void }) {
  const { t } = useTranslation("translation", { keyPrefix: "rooms" });
  const [typed, setTyped] = useState(asked);
  useEffect(() => {
    if (typed.trim() === asked) return;
    const timer = setTimeout(() => {
      onAsk(typed.trim());
    }, pause);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, asked, onAsk]);
  return (
    <form
      role="search"
      className="mt-3 max-w-[32rem] sm:mt-6"
      onSubmit={(event) => {
        event.preventDefault();
        onAsk(typed.trim());
      }}
    >
      <input
        name="query"
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        className={inputStyle}
        onChange={({ target }) => {
          setTyped(target.value);
        }}
      />
    </form>
  );
}

/** The address keeps the search, for a reload and for coming back. */
function useSearch() {
  const [address, setAddress] = useSearchParams();
  const shown = address.get("show");
  const shelf: Shelf = shelves.find((one) => one === shown) ?? "all";
  const search: Search = { shelf, query: address.get("query") ?? "", tag: address.get("tag") ?? "" };
  const change = (more: Partial<Search>) => {
    const next = { ...search, ...more };
    const given = { show: next.shelf === "all" ? "" : next.shelf, query: next.query, tag: next.tag };
    setAddress(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== "")), { replace: true });
  };
  return { search, change };
}
