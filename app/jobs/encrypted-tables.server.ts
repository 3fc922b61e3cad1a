import type { EncryptedTable } from "../database/encryption/encrypted-table";
import { encryptedListRows } from "../features/campaigns/encrypted-list-rows.server";
import { encryptedCustomerIds } from "../features/guard/bindings/encrypted-customer-ids.server";
import { encryptedSealKeys } from "../features/publishing/sealing/encrypted-seal-keys.server";
import { encryptedAddresses } from "../features/recipients/encrypted-addresses.server";
import { encryptedTokens } from "../platform/shopify/sign-in/encrypted-tokens.server";

/** Every table with encrypted columns. */
export const encryptedTables: readonly EncryptedTable[] = [
  encryptedTokens,
  encryptedListRows,
  encryptedCustomerIds,
  encryptedSealKeys,
  encryptedAddresses,
];
