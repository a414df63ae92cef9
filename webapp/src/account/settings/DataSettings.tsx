import { useState } from "react";
import { useTranslation } from "react-i18next";
import { toProblem } from "../../api/problem";
import { Button } from "../../ui/Button";
import { ProblemBanner } from "../../ui/ProblemBanner";
import { usePageTitle } from "../../ui/useTitle";
import { useExportDataMutation } from "../api";
import type { Account } from "../types";
import { CalendarAddress } from "./CalendarAddress";
import { DeleteAccount } from "./DeleteAccount";

export function DataSettings({ me }: { me: Account }) {
  const { t } = useTranslation();
  usePageTitle(t("account.settings.data"));
  const [exportData, { isLoading, isSuccess, error }] = useExportDataMutation();
  const [deleting, setDeleting] = useState(false);

  async function download() {
    const { data } = await exportData(undefined);
    if (data === undefined) return;
    save(data, `parley-${me.username}.json`);
  }

  return (
    <>
      <h1 className="text-4xl">{t("account.settings.data")}</h1>
      <section aria-labelledby="download-heading" className="mt-6">
        <h2 id="download-heading" className="text-2xl">
          {t("account.data.download")}
        </h2>
        <p className="mt-1 text-muted">{t("account.data.downloadLead")}</p>
        {error && (
          <div className="mt-4">
            <ProblemBanner problem={toProblem(error)} retry={() => void download()} />
          </div>
        )}
        <div className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-2">
          <Button look="quiet" aria-disabled={isLoading || undefined} onClick={() => void download()}>
            {t("account.data.downloadButton")}
          </Button>
          <span role="status" className="font-semibold text-brand">
            {isSuccess ? t("account.data.downloaded") : ""}
          </span>
        </div>
      </section>
      <CalendarAddress />
      <section aria-labelledby="delete-heading" className="mt-12 border-t border-line pt-8">
        <h2 id="delete-heading" className="text-2xl">
          {t("account.data.delete")}
        </h2>
        <p className="mt-1 text-muted">{t("account.data.deleteLead")}</p>
        <Button
          look="danger"
          className="mt-4"
          onClick={() => {
            setDeleting(true);
          }}
        >
          {t("account.data.deleteButton")}
        </Button>
        {deleting && (
          <DeleteAccount
            me={me}
            onClose={() => {
              setDeleting(false);
            }}
          />
        )}
      </section>
    </>
  );
}

function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
