// The messages that the app's page and the admin exchange through postMessage.
export interface NavItem {
  label: string;
  href: string;
  home: boolean;
}

export interface BarButton {
  /** Identifies the button when it is clicked in the admin. */
  key: string;
  label: string;
  primary: boolean;
  critical: boolean;
  disabled: boolean;
  loading: boolean;
}

export interface SaveBarState {
  save: BarButton;
  discard: BarButton;
  /** Whether discarding changes needs confirmation. */
  confirmDiscard: boolean;
}

export interface Toast {
  id: string;
  message: string;
  isError: boolean;
  durationMs: number;
  action: string | null;
}

export type FromApp =
  | { type: "ready" }
  | { type: "path"; path: string; title: string }
  | { type: "ask-id-token"; request: number }
  | { type: "ask-leave"; request: number }
  | { type: "nav-menu"; items: NavItem[] }
  | { type: "title-bar"; title: string; buttons: BarButton[] }
  | { type: "save-bar"; bar: SaveBarState | null }
  | { type: "toast"; toast: Toast }
  | { type: "toast-hide"; id: string }
  | { type: "modal"; open: boolean }
  | { type: "loading"; on: boolean }
  | { type: "open"; url: string; target: string };

export type FromFrame =
  | { type: "id-token"; request: number; token: string | null }
  | { type: "leave"; request: number }
  | { type: "go"; path: string }
  | { type: "press"; key: string }
  | { type: "toast-action"; id: string }
  | { type: "toast-gone"; id: string };

/** Distinguishes our messages from those of browser extensions and others. */
export const MESSAGE_MARK = "local-shopify";

/** Query parameters that the admin adds. They are not part of the app's own URL. */
export const ADMIN_PARAMETERS = [
  "embedded",
  "hmac",
  "host",
  "id_token",
  "locale",
  "session",
  "shop",
  "timestamp",
] as const;
