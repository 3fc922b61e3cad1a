import { type FromApp, type FromFrame, MESSAGE_MARK } from "../messages";

/** The line to the admin's frame: nothing is sent to, or taken from, any other origin. */
export interface FrameLine {
  /** False when the app's page was opened by itself, outside of the admin. */
  readonly embedded: boolean;
  send(message: FromApp): void;
  hear(listener: (message: FromFrame) => void): void;
}

export function openFrameLine(adminOrigin: string): FrameLine {
  const embedded = window.parent !== window;
  return {
    embedded,
    send: (message) => {
      if (embedded) window.parent.postMessage({ mark: MESSAGE_MARK, message }, adminOrigin);
    },
    hear: (listener) => {
      window.addEventListener("message", (event) => {
        if (event.origin !== adminOrigin || event.source !== window.parent) return;
        if (event.data?.mark === MESSAGE_MARK) listener(event.data.message as FromFrame);
      });
    },
  };
}
