import type { Order } from "../order";

/** What came of changing an order: the order, or why not. */
export type Changed = { ok: true; order: Order } | { ok: false; message: string };

export const refused = (message: string): Changed => ({ ok: false, message });
