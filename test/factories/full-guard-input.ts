import { byteLength, maxMetafieldBytes } from "../../app/features/guard/rule/config";
import type { GuardInput } from "../../app/features/guard/rule/guard-input";
import { guardInput, guardKey, hexOf, olderKey, sealed } from "./guard-input";

const pools = 100;
const codes = 5;

/**
 * The most work that the guard can get: five codes and a customer with two addresses, in the middle of a
 * change of keys, and a configuration with as many blocked people as fit beside 100 pools. All pools have
 * codes of one form, so that only the seal tells whose a code is. The last pool, 7, has these.
 */
export function fullGuardInput(email: string): GuardInput {
  const entries = Array.from({ length: pools }, (_, place) => ({
    i: place === pools - 1 ? 7 : 1_000 + place,
    x: "VIP-",
    z: "",
    n: 6,
    f: 3,
  }));
  const config = { k: [hexOf(guardKey), hexOf(olderKey)], p: entries, b: "" };
  const room = maxMetafieldBytes - byteLength(JSON.stringify(config));
  config.b = "BCDFGHJ".repeat(Math.floor(room / 7));
  return guardInput({
    codes: [..."BCDFGHJKLM"]
      .slice(0, codes)
      .map((last) =>
        sealed("ada@example.com", "2026-12-31", { key: olderKey, random: `BCDFG${last}` }),
      ),
    config,
    email,
    customer: { email: "customer@example.com", codes: { c: {} } },
  });
}
