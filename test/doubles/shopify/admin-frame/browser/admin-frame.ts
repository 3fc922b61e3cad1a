import type { FrameConfig } from "../frame-config";
import { openAppLine } from "./app-line";
import { element } from "./element";
import { showNavigation } from "./navigation";
import { openPages } from "./open-pages";
import { showSaveBar } from "./save-bar";
import { showTitleBar } from "./title-bar";
import { showToasts } from "./toasts";

const config = JSON.parse(element("frame-config").textContent ?? "") as FrameConfig;
const frame = element<HTMLIFrameElement>("app");
const line = openAppLine(frame, config.appOrigin);

async function sessionToken(): Promise<string | null> {
  const answer = await fetch(config.tokenPath, { method: "POST" });
  if (!answer.ok) return null;
  return ((await answer.json()) as { token: string }).token;
}

async function answerToken(request: number): Promise<void> {
  const token = await sessionToken().catch(() => null);
  line.send({ type: "id-token", request, token });
}

line.hear((message) => {
  if (message.type === "ask-id-token") void answerToken(message.request);
});
const saveBar = showSaveBar(line);
showTitleBar(line, config.appTitle);
showToasts(line);
showNavigation(line, config, saveBar);
openPages(line, config);
// Now that everybody listens: an app that was quicker than this script would speak to nobody.
frame.src = config.appAddress;
