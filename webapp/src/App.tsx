import { lazy, Suspense } from "react";
import { Provider } from "react-redux";
import { Route, Routes } from "react-router";
import { HomePage } from "./home/HomePage";
import type { createStore } from "./store";
import { ErrorBoundary } from "./ui/ErrorBoundary";
import { Frame } from "./ui/Frame";
import { Spinner } from "./ui/Spinner";

// The landing page comes with the first load; every other page is fetched when it is opened.
const OutboxPage = lazy(() => import("./outbox/OutboxPage"));
const MissingPage = lazy(() => import("./missing/MissingPage"));

/** The one place where features meet. The router around it is the caller's, so that a test can stand anywhere. */
export function App({ store }: { store: ReturnType<typeof createStore> }) {
  return (
    <ErrorBoundary>
      <Provider store={store}>
        <Frame>
          <Suspense fallback={<Spinner />}>
            <Routes>
              <Route path="/" element={<HomePage />} />
              <Route path="/outbox" element={<OutboxPage />} />
              <Route path="*" element={<MissingPage />} />
            </Routes>
          </Suspense>
        </Frame>
      </Provider>
    </ErrorBoundary>
  );
}
