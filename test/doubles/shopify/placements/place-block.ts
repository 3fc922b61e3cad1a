import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import type { AppBlock, BlockField } from "./app-block";
import { appBlocks } from "./app-blocks";
import type { SettingValue } from "./placement";
import { placementOf } from "./placement-of";

export interface PlacementChange {
  block?: unknown;
  on?: unknown;
  settings?: unknown;
}

/** Places, removes or sets up a block as a merchant does in an editor. Returns what is wrong, if anything. */
export function placeBlock(
  sandbox: Sandbox,
  shop: Shop,
  change: PlacementChange,
): AppBlock | string {
  const block = appBlocks(sandbox).find(({ key }) => key === change.block);
  if (!block) return "There is no such block";
  const before = placementOf(shop, block);
  const settings = { ...before.settings };
  for (const [id, value] of Object.entries((change.settings ?? {}) as Record<string, unknown>)) {
    const field = block.fields.find((one) => one.id === id);
    if (!field || !fits(field, value)) return `${id} is not a valid setting`;
    settings[id] = value;
  }
  shop.placements[block.key] = {
    on: typeof change.on === "boolean" ? change.on : before.on,
    settings,
  };
  sandbox.saveSoon();
  return block;
}

const TYPES = { text: "string", select: "string", number: "number", boolean: "boolean" } as const;

const fits = ({ type, options }: BlockField, value: unknown): value is SettingValue =>
  typeof value === TYPES[type] &&
  (type !== "select" || options.some((option) => option.value === value));
