import fc from "fast-check";
import type { ShopContext } from "../../app/core/ids";
import { linkPool } from "../../app/features/publishing/link-pool.server";
import type { Services } from "../../app/services.server";
import { insertPool } from "../factories/stocked-pool";
import { insertDiscount, insertDynamicPool } from "../integration/publishing/demo-discount";
import type { FakePlatform, Fault } from "../integration/publishing/fake-platform";

/** A shop with a dynamic pool, and a static pool linked to the same discount. */
export interface SupplyFixture {
  shop: ShopContext;
  platform: FakePlatform;
  pools: number[];
  /** The discounts that the dynamic pool switches between. */
  discounts: number[];
  assignments: number[];
}

/** `pool` and `which` are indexes modulo the number of items. `faults` affect the next calls. */
export type SupplyCommand =
  | { do: "assign"; pool: number; people: number[] }
  | { do: "release"; which: number }
  | { do: "void"; pool: number; which: number }
  | { do: "add"; count: number }
  | { do: "replenish" }
  | { do: "upload"; faults: Fault[] }
  | { do: "urgent"; pool: number; faults: Fault[] }
  | { do: "reissue"; pool: number }
  | { do: "remove"; faults: Fault[] }
  | { do: "conflict"; pool: number; which: number }
  | { do: "sweep" }
  | { do: "change"; which: number }
  | { do: "protect"; holderOnly: boolean; personalExpiration: boolean }
  | { do: "void superseded" };

const pool = fc.nat({ max: 1 });
const which = fc.nat({ max: 40 });
const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(null) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "unreachable" as const,
      "lost_answer" as const,
      "killed_before" as const,
      "killed_after" as const,
    ),
  },
);
const faults = fc.array(fault, { maxLength: 6 });

/** One action of a caller, a job or the shop. */
export const supplyCommand: fc.Arbitrary<SupplyCommand> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("assign" as const),
      pool,
      people: fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 6 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("release" as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("void" as const), pool, which }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("add" as const),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("replenish" as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("upload" as const), faults }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("urgent" as const), pool, faults }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("reissue" as const), pool }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("remove" as const), faults }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("conflict" as const), pool, which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("sweep" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("change" as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("protect" as const),
      holderOnly: fc.boolean(),
      personalExpiration: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("void superseded" as const) }) },
);

export async function makeSupplyFixture(
  services: Services,
  shop: ShopContext,
  platform: FakePlatform,
): Promise<SupplyFixture> {
  platform.codesPerAddition = 7;
  platform.pollsUntilRemoved = 1;
  platform.titles.set("theirs", "Summer sale");
  const discountId = await insertDiscount(services, shop, { platformId: "ours" });
  const other = await insertDiscount(services, shop, { platformId: "other" });
  const dynamic = await insertDynamicPool(services, shop, { discountId, target: 12, floor: 6 });
  const linked = await insertPool(services, shop, { codes: 10 });
  const actor = { name: "Ada" };
  const link = await linkPool(services, shop, { poolId: linked, version: 1, discountId, actor });
  if (!link.ok) throw new Error(link.failure.kind);
  return {
    shop,
    platform,
    pools: [dynamic, linked],
    discounts: [discountId, other],
    assignments: [],
  };
}
