import { type FromApp, type FromFrame, MESSAGE_MARK } from "../messages";

/** The app's message channel to the admin, restricted to the admin's origin. */
export interface FrameChannel {
  /** False if the app's page was opened outside the admin. */
  readonly embedded: boolean;
  send(message: FromApp): void;
  listen(listener: (message: FromFrame) => void): void;
}

export function openFrameChannel(adminOrigin: string): FrameChannel {
  const embedded = window.parent !== window;
  return {
    embedded,
    send: (message) => {
      if (embedded) window.parent.postMessage({ mark: MESSAGE_MARK, message }, adminOrigin);
    },
    listen: (listener) => {
      window.addEventListener("message", (event) => {
        if (event.origin !== adminOrigin || event.source !== window.parent) return;
        if (event.data?.mark === MESSAGE_MARK) listener(event.data.message as FromFrame);
      });
    },
  };
}
