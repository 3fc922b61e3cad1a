import type { Shop } from "../shops/shop";
import type { AppBlock } from "./app-block";
import type { Placement } from "./placement";

/**
 * A block's placement in a store. Before a merchant places blocks, a store has none; the sandbox's demo
 * store starts with all of them except embeds, which are off until a merchant switches them on.
 */
export const placementOf = (shop: Shop, { key, kind }: AppBlock): Placement =>
  shop.placements[key] ?? { on: shop.startsWithBlocks && kind !== "embed", settings: {} };
