import type { AnyFailure } from "./failure-text";

/** What an action of the admin answers: the page that asked shows it in place. */
export type ActionAnswer =
  | { ok: true; intent: string; value: unknown }
  | { ok: false; intent: string; failure: AnyFailure; message: string };
