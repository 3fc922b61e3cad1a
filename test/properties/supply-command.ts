import fc from "fast-check";
import type { ShopContext } from "../../app/core/ids";
import { linkPool } from "../../app/features/publishing/link-pool.server";
import type { Services } from "../../app/services.server";
import { insertPool } from "../factories/stocked-pool";
import { insertDiscount, insertDynamicPool } from "../integration/publishing/demo-discount";
import type { FakePlatform, Fault } from "../integration/publishing/fake-platform";

/** A shop with a pool that makes its codes, and one that was tied to the same discount. */
export interface SupplyFixture {
  shop: ShopContext;
  platform: FakePlatform;
  pools: number[];
  /** What the pool that makes its codes may be worth, by turns. */
  discounts: number[];
  assignments: number[];
}

/** `pool` and `which` count modulo how many there are. `mishaps`: what happens to the next calls. */
export type SupplyCommand =
  | { do: "assign"; pool: number; people: number[] }
  | { do: "release"; which: number }
  | { do: "void"; pool: number; which: number }
  | { do: "add"; count: number }
  | { do: "refill" }
  | { do: "upload"; mishaps: Fault[] }
  | { do: "urgent"; pool: number; mishaps: Fault[] }
  | { do: "reissue"; pool: number }
  | { do: "remove"; mishaps: Fault[] }
  | { do: "take"; pool: number; which: number }
  | { do: "tend" }
  | { do: "change"; which: number }
  | { do: "outdate" };

const pool = fc.nat({ max: 1 });
const which = fc.nat({ max: 40 });
const mishap: fc.Arbitrary<Fault> = fc.oneof(
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
const mishaps = fc.array(mishap, { maxLength: 6 });

/** One thing that a caller, a job or the merchant's own shop may do. */
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
  { weight: 2, arbitrary: fc.record({ do: fc.constant("refill" as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("upload" as const), mishaps }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("urgent" as const), pool, mishaps }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("reissue" as const), pool }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("remove" as const), mishaps }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("take" as const), pool, which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("tend" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("change" as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("outdate" as const) }) },
);

export async function makeSupplyFixture(
  services: Services,
  shop: ShopContext,
  platform: FakePlatform,
): Promise<SupplyFixture> {
  platform.codesPerAddition = 7;
  platform.asksUntilRemoved = 1;
  platform.titles.set("theirs", "Summer sale");
  const discountId = await insertDiscount(services, shop, { platformId: "ours" });
  const other = await insertDiscount(services, shop, { platformId: "other" });
  const dynamic = await insertDynamicPool(services, shop, { discountId, target: 12, floor: 6 });
  const tied = await insertPool(services, shop, { codes: 10 });
  const actor = { name: "Ada" };
  const tie = await linkPool(services, shop, { poolId: tied, version: 1, discountId, actor });
  if (!tie.ok) throw new Error(tie.failure.kind);
  return {
    shop,
    platform,
    pools: [dynamic, tied],
    discounts: [discountId, other],
    assignments: [],
  };
}
