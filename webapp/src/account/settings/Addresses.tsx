import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { toProblem } from "../../api/problem";
import { Button } from "../../ui/Button";
import { ProblemBanner } from "../../ui/ProblemBanner";
import { useRemoveAddressMutation } from "../api";
import type { Account, AddressKind } from "../types";
import { ProveAddress } from "./ProveAddress";
import { useConfirmation } from "./useConfirmation";

const kinds = ["email", "phone"] as const;

/** What one signs in with: an e-mail address, a phone number, or both. */
export function Addresses({ me }: { me: Account }) {
  const { t } = useTranslation();
  const [changing, setChanging] = useState<AddressKind>();
  const [news, setNews] = useState("");
  const [remove] = useRemoveAddressMutation();
  const [error, setError] = useState<unknown>();
  const { confirmed, question } = useConfirmation(me);
  const left = useRef<AddressKind>(undefined);
  const section = useRef<HTMLElement>(null);

  useEffect(() => {
    // The form is gone that had the focus: back to the button that opened it.
    if (changing === undefined && left.current) section.current?.querySelector<HTMLElement>(`[data-change=${left.current}]`)?.focus();
    left.current = changing;
  }, [changing]);

  async function take(kind: AddressKind, address: string) {
    setNews("");
    setError(undefined);
    try {
      await confirmed(async () => {
        await remove(kind).unwrap();
        setNews(t("account.addresses.removed", { address }));
      });
    } catch (refused) {
      setError(refused);
    }
  }

  return (
    <section ref={section} aria-labelledby="addresses-heading" className="mt-12 border-t border-line pt-8">
      <h2 id="addresses-heading" className="text-2xl">
        {t("account.addresses.heading")}
      </h2>
      <p className="mt-1 text-muted">{t("account.addresses.lead")}</p>
      {error !== undefined && (
        <div className="mt-4">
          <ProblemBanner problem={toProblem(error)} />
        </div>
      )}
      {question}
      <ul className="mt-4 divide-y divide-line border-y border-line">
        {kinds.map((kind) => {
          const address = me[kind];
          const change = address === undefined ? "add" : "replace";
          return (
            <li key={kind} className="py-4">
              <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
                <div className="min-w-0 grow basis-56">
                  <p className="text-sm text-muted">{t(`form.${kind}`)}</p>
                  <p className={address === undefined ? "text-muted" : "font-semibold break-words"}>{address ?? t("account.addresses.none")}</p>
                </div>
                {changing !== kind && (
                  <Button
                    look="quiet"
                    data-change={kind}
                    aria-label={t(`account.addresses.${kind}.${change}`)}
                    onClick={() => {
                      setNews("");
                      setError(undefined);
                      setChanging(kind);
                    }}
                  >
                    {t(`account.addresses.${change}`)}
                  </Button>
                )}
                {address !== undefined && me.email !== undefined && me.phone !== undefined && (
                  <Button look="quiet" aria-label={t(`account.addresses.${kind}.remove`)} onClick={() => void take(kind, address)}>
                    {t("account.addresses.remove")}
                  </Button>
                )}
              </div>
              {changing === kind && (
                <ProveAddress
                  kind={kind}
                  me={me}
                  onProven={(proven) => {
                    setNews(t("account.addresses.added", { address: proven }));
                    setChanging(undefined);
                  }}
                  onCancel={() => {
                    setChanging(undefined);
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
      <p role="status" className="mt-3 font-semibold break-words text-brand empty:hidden">
        {news}
      </p>
    </section>
  );
}
