import type { Toast } from "../../app-bridge/messages";
import type { AppChannel } from "./app-channel";
import { element } from "./element";

/** Shows the app's toasts above everything else. */
export function showToasts(channel: AppChannel): void {
  const shown = new Map<string, HTMLElement>();
  const remove = (id: string): void => {
    if (!shown.has(id)) return;
    shown.get(id)?.remove();
    shown.delete(id);
    channel.send({ type: "toast-gone", id });
  };
  const button = (label: string, press: () => void): HTMLElement => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", press);
    return made;
  };
  const show = ({ id, message, isError, action, durationMs }: Toast): void => {
    const toast = document.createElement("div");
    toast.className = isError ? "toast error" : "toast";
    toast.append(message);
    if (action) toast.append(button(action, () => channel.send({ type: "toast-action", id })));
    const close = button("×", () => remove(id));
    close.setAttribute("aria-label", "Dismiss");
    toast.append(close);
    shown.set(id, toast);
    element("toasts").append(toast);
    setTimeout(() => remove(id), durationMs);
  };
  channel.listen((message) => {
    if (message.type === "toast") show(message.toast);
    if (message.type === "toast-hide") remove(message.id);
  });
}
