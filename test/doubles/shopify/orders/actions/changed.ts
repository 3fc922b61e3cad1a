import type { Order } from "../order";

/** The result of changing an order: the order, or an error message. */
export type Changed = { ok: true; order: Order } | { ok: false; message: string };

export const refused = (message: string): Changed => ({ ok: false, message });
