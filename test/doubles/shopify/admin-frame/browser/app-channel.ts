import { type FromApp, type FromFrame, MESSAGE_MARK } from "../../app-bridge/messages";

/** The admin's message channel to the app, restricted to the app's window and origin. */
export interface AppChannel {
  send(message: FromFrame): void;
  listen(listener: (message: FromApp) => void): void;
}

export function openAppChannel(frame: HTMLIFrameElement, appOrigin: string): AppChannel {
  return {
    send: (message) => frame.contentWindow?.postMessage({ mark: MESSAGE_MARK, message }, appOrigin),
    listen: (listener) => {
      window.addEventListener("message", (event) => {
        if (event.origin !== appOrigin || event.source !== frame.contentWindow) return;
        if (event.data?.mark === MESSAGE_MARK) listener(event.data.message as FromApp);
      });
    },
  };
}
