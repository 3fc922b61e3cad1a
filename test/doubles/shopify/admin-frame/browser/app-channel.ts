import { type FromApp, type FromFrame, MESSAGE_MARK } from "../../app-bridge/messages";

/** The frame's end of the line to the app: only the app's window, and only from its origin. */
export interface AppLine {
  send(message: FromFrame): void;
  hear(listener: (message: FromApp) => void): void;
}

export function openAppLine(frame: HTMLIFrameElement, appOrigin: string): AppLine {
  return {
    send: (message) => frame.contentWindow?.postMessage({ mark: MESSAGE_MARK, message }, appOrigin),
    hear: (listener) => {
      window.addEventListener("message", (event) => {
        if (event.origin !== appOrigin || event.source !== frame.contentWindow) return;
        if (event.data?.mark === MESSAGE_MARK) listener(event.data.message as FromApp);
      });
    },
  };
}
