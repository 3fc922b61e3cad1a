import { useEffect } from "react";
import recorder from "./record-early-events.js?raw";
import { replayEarlyEvents } from "./replay-early-events";

/**
 * Makes what a merchant types and clicks count before the page's scripts have loaded. The server
 * sends a page that can be seen and used; React would ignore all that happens until it has hydrated
 * it. Belongs in the head, once.
 */
export function EarlyEvents() {
  useEffect(() => {
    // After this commit: React does not draw what an event changes while it runs effects.
    queueMicrotask(replayEarlyEvents);
  }, []);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: it is our own script
  return <script dangerouslySetInnerHTML={{ __html: recorder }} />;
}
