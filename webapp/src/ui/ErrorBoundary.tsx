import { Component } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { EmptyState } from "./EmptyState";
import { actionStyles } from "./styles";
import { usePageTitle } from "./useTitle";

interface Props {
  children: ReactNode;
  reload?: () => void;
  /** What is shown then, where it is only a part of the page that has broken. */
  instead?: ReactNode;
}

/** The last net: also for a part of the client that could not be fetched. */
export class ErrorBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    if (this.props.instead !== undefined) return this.props.instead;
    return <CrashPage reload={this.props.reload ?? reloadPage} />;
  }
}

function CrashPage({ reload }: { reload: () => void }) {
  const { t } = useTranslation();
  usePageTitle(t("crash.title"));
  return (
    // The frame is gone with the rest, so this is the page's main itself.
    <main className="page-width py-10">
      <EmptyState
        level={1}
        heading={t("crash.heading")}
        text={t("crash.text")}
        action={
          <div className="flex flex-wrap gap-3">
            <Button onClick={reload}>{t("crash.reload")}</Button>
            {/* Not a router link: the start page shall begin afresh. */}
            <a href="/" className={actionStyles.quiet}>
              {t("crash.home")}
            </a>
          </div>
        }
      />
    </main>
  );
}

function reloadPage() {
  location.reload();
}
