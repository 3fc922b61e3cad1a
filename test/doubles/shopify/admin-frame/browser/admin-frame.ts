import type { FrameConfig } from "../frame-config";
import { openAppChannel } from "./app-channel";
import { element } from "./element";
import { showNavigation } from "./navigation";
import { openPages } from "./open-pages";
import { showSaveBar } from "./save-bar";
import { showTitleBar } from "./title-bar";
import { showToasts } from "./toasts";

const config = JSON.parse(element("frame-config").textContent ?? "") as FrameConfig;
const frame = element<HTMLIFrameElement>("app");
const channel = openAppChannel(frame, config.appOrigin);

async function sessionToken(): Promise<string | null> {
  const response = await fetch(config.tokenPath, { method: "POST" });
  if (!response.ok) return null;
  return ((await response.json()) as { token: string }).token;
}

async function answerToken(request: number): Promise<void> {
  const token = await sessionToken().catch(() => null);
  channel.send({ type: "id-token", request, token });
}

channel.listen((message) => {
  if (message.type === "ask-id-token") void answerToken(message.request);
});
const saveBar = showSaveBar(channel);
showTitleBar(channel, config.appTitle);
showToasts(channel);
showNavigation(channel, config, saveBar);
openPages(channel, config);
// Load the app only now that all listeners are attached, so no message is lost.
frame.src = config.appAddress;
