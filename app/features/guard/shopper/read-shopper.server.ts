import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { normaliseRecipient } from "../../recipients/recipient";
import { recipientKey } from "../../recipients/recipient-encryption.server";
import { customerCodes } from "../bindings/customer-codes";
import { readPeople } from "../bindings/read-people.server";
import type { GuardInput } from "../rule/guard-input";

/** A signed-in customer, as the checkout would know them. */
export interface Shopper {
  identity: NonNullable<GuardInput["cart"]["buyerIdentity"]>;
  /** Whether we know an address of theirs, be it only as a hash. */
  addressIsKnown: boolean;
}

/** Reads what is known about a customer, by the digits of their ID. */
export async function readShopper(
  services: Pick<Services, "database" | "keyring" | "log">,
  shop: ShopContext,
  customerId: string,
): Promise<Shopper> {
  const recipient = normaliseRecipient(customerId);
  const known = recipient.ok
    ? await services.database.query<{ id: number }>(
        "SELECT id FROM readable.recipient WHERE shop_id = $1 AND key = $2",
        [shop.id, recipientKey(services, shop, recipient.value)],
      )
    : [];
  const ids = known.map(({ id }) => id);
  const [person] = ids.length > 0 ? await readPeople(services, shop, ids) : [];
  const addresses = person?.identities.flatMap(({ address }) => address ?? []) ?? [];
  const { value } = customerCodes(person?.codes ?? [], person?.blocked ?? false);
  return {
    identity: {
      email: addresses[0] ?? null,
      customer: {
        id: `gid://shopify/Customer/${customerId}`,
        email: addresses[1] ?? addresses[0] ?? null,
        metafield: value === null ? null : { jsonValue: JSON.parse(value) },
      },
    },
    addressIsKnown: (person?.identities.length ?? 0) > 1,
  };
}
