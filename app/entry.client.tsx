import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { patientFetch } from "./ui/connection/patient-fetch";
import { pageTroubles } from "./ui/connection/troubles";

const maxPauseMs = 30_000;

// App Bridge has already wrapped `fetch`, so every attempt carries a fresh session token.
window.fetch = patientFetch({
  fetch: window.fetch.bind(window),
  onTrouble: pageTroubles.report,
  makeId: () => crypto.randomUUID(),
  timeoutMs: 60_000,
  pauseAfter: (attempt) => Math.min(1000 * 2 ** (attempt - 1), maxPauseMs),
});

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
  );
});
