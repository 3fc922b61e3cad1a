import { useEffect } from "react";
import recorder from "./record-early-events.js?raw";
import { replayEarlyEvents } from "./replay-early-events";

/**
 * Keeps what a merchant types and clicks before hydration. The server sends a page that is already
 * visible and usable, but React ignores events until it has hydrated it. Render once, in the head.
 */
export function EarlyEvents() {
  useEffect(() => {
    // After this commit: React doesn't render updates from events dispatched during effects.
    queueMicrotask(replayEarlyEvents);
  }, []);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the script is ours
  return <script dangerouslySetInnerHTML={{ __html: recorder }} />;
}
