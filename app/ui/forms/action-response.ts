import type { AnyFailure } from "./failure-text";

/** The response of an admin action, which the page shows in place. */
export type ActionResponse =
  | { ok: true; intent: string; value: unknown }
  | { ok: false; intent: string; failure: AnyFailure; message: string };
