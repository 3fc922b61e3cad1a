import { DecryptionError } from "../../core/encryption/encrypt.server";
import type { ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";
import type { Services } from "../../services.server";
import { decryptAddress } from "./recipient-encryption.server";

/** Decrypts addresses and cells of lists of which some may be unreadable. */
export interface AddressReader {
  /** Null if the key is lost or the bytes are damaged. */
  read(sealed: Buffer): string | null;
  /**
   * Call after the last `read`, before acting on it. Logs how many are unreadable, by key. Throws a
   * `DecryptionError` if the database requires a key that this process doesn't have: other
   * processes can read the data, so it isn't lost.
   */
  finish(sql: Sql): Promise<void>;
}

export function addressReader(
  services: Pick<Services, "keyring" | "log">,
  shop: Pick<ShopContext, "id">,
): AddressReader {
  /** By key ID. Undefined for damaged bytes. */
  const unreadable = new Map<string | undefined, number>();
  return {
    read: (sealed) => {
      try {
        return decryptAddress(services, shop, sealed);
      } catch (error) {
        if (!(error instanceof DecryptionError)) throw error;
        unreadable.set(error.keyId, (unreadable.get(error.keyId) ?? 0) + 1);
        return null;
      }
    },
    finish: async (sql) => {
      if (unreadable.size === 0) return;
      const ids = [...unreadable.keys()].filter((id) => id !== undefined);
      const [required] = await sql.query<{ id: string }>(
        "SELECT id FROM readable.encryption_key WHERE id = ANY($1)",
        [ids],
      );
      if (required) throw new DecryptionError(required.id);
      for (const [key, count] of unreadable) {
        services.log.error({ shopId: shop.id, key, count }, "addresses are unreadable");
      }
    },
  };
}
