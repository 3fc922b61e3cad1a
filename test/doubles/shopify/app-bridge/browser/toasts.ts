import type { FrameChannel } from "./frame-channel";

interface ToastOptions {
  duration?: number;
  isError?: boolean;
  action?: string;
  onAction?: () => void;
  onDismiss?: () => void;
}

export interface ToastApi {
  show(message: string, options?: ToastOptions): string;
  hide(id: string): void;
}

const SHOWN_MS = 5000;

/** Sends toasts to the admin, which shows them. */
export function toastsThrough(channel: FrameChannel): ToastApi {
  let last = 0;
  const shown = new Map<string, ToastOptions>();
  channel.listen((message) => {
    if (message.type === "toast-action") shown.get(message.id)?.onAction?.();
    if (message.type !== "toast-gone") return;
    shown.get(message.id)?.onDismiss?.();
    shown.delete(message.id);
  });
  return {
    show: (message, options = {}) => {
      last += 1;
      const id = `toast-${last}`;
      shown.set(id, options);
      const { isError = false, duration: durationMs = SHOWN_MS, action = null } = options;
      channel.send({ type: "toast", toast: { id, message, isError, durationMs, action } });
      return id;
    },
    hide: (id) => channel.send({ type: "toast-hide", id }),
  };
}
