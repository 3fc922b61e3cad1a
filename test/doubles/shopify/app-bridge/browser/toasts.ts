import type { FrameLine } from "./frame-line";

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

/** Short messages that the frame shows over everything. */
export function toastsThrough(line: FrameLine): ToastApi {
  let last = 0;
  const shown = new Map<string, ToastOptions>();
  line.hear((message) => {
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
      line.send({ type: "toast", toast: { id, message, isError, durationMs, action } });
      return id;
    },
    hide: (id) => line.send({ type: "toast-hide", id }),
  };
}
