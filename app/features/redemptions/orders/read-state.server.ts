import { normaliseDecimal } from "../../../core/decimal";
import type { ShopContext } from "../../../core/ids";
import type { IncomingOrder } from "../../../platform/platform-order";
import type { Services } from "../../../services.server";
import { codeKey } from "../../codes/code-text";
import { plainAddress } from "../../recipients/plain-address";
import { normaliseRecipient } from "../../recipients/recipient";
import { recipientKey } from "../../recipients/recipient-encryption.server";
import type { IncomingState } from "./order-state";

/** Converts an order for storage: identities of the buyer become keyed hashes. */
export function readState(
  services: Pick<Services, "keyring">,
  shop: Pick<ShopContext, "id">,
  { createdAt, email, customerId, customerEmail, codes, ...order }: IncomingOrder,
): IncomingState {
  const keyOf = (text: string | null) => {
    const read = normaliseRecipient(text ?? "");
    return read.ok ? recipientKey(services, shop, read.value).toString("hex") : null;
  };
  const aliases = [email, customerEmail].flatMap((text) => keyOf(plainAddress(text ?? "")) ?? []);
  return {
    ...order,
    orderedAt: createdAt,
    codes: codes
      .map(({ code, amount }) => ({ key: codeKey(code), code, amount: normaliseDecimal(amount) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
    emailKey: keyOf(email),
    customerKey: keyOf(customerId),
    customerEmailKey: keyOf(customerEmail),
    aliasKeys: [...new Set(aliases)],
  };
}
