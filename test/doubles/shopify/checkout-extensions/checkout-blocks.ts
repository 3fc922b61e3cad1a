import type { UiExtension } from "../extensions/extension";
import type { AppBlock, BlockField } from "../placements/app-block";
import type { Placement } from "../placements/placement";
import { placementOf } from "../placements/placement-of";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { needsPlus, placeOfBlock } from "./checkout-targets";

/** A target of a UI extension at checkout, with what its file says about it. */
export interface CheckoutBlock {
  readonly extension: UiExtension;
  readonly target: string;
  readonly module: string;
  readonly place: ReturnType<typeof placeOfBlock>;
  readonly block: AppBlock;
}

export const checkoutBlocks = ({ settings }: Sandbox): CheckoutBlock[] =>
  settings.extensions.flatMap((extension) =>
    extension.type === "ui_extension"
      ? extension.targets
          .filter(({ target }) => target.startsWith("purchase."))
          .map((one, index) => describe(extension, one, index))
      : [],
  );

/** The extensions that run at a store's checkout: placed, and allowed by its plan. */
export const runningBlocks = (
  sandbox: Sandbox,
  shop: Shop,
): (CheckoutBlock & { placement: Placement })[] =>
  shop.installation
    ? checkoutBlocks(sandbox)
        .map((one) => ({ ...one, placement: placementOf(shop, one.block) }))
        .filter(({ placement, target }) => placement.on && (!needsPlus(target) || hasPlus(shop)))
    : [];

const hasPlus = ({ plan }: Shop): boolean => plan === "Plus" || plan === "Enterprise";

function describe(
  extension: UiExtension,
  { target, module }: UiExtension["targets"][number],
  index: number,
): CheckoutBlock {
  const { targeting = [], settings = {} } = extension.config as {
    targeting?: { default_placement?: unknown }[];
    settings?: { fields?: SettingToml[] };
  };
  return {
    extension,
    target,
    module,
    place: placeOfBlock(targeting[index]?.default_placement),
    block: {
      key: `${extension.handle}/${target}`,
      kind: "checkout",
      name: extension.title,
      fields: (settings.fields ?? []).map(readField),
    },
  };
}

interface SettingToml {
  key?: string;
  name?: string;
  type?: string;
  default_value?: string | number | boolean;
  validations?: { name?: string; value?: string }[];
}

function readField(setting: SettingToml): BlockField {
  const { key = "", name = "", type = "", validations = [] } = setting;
  const choices = validations.find((one) => one.name === "choices")?.value;
  const values = choices === undefined ? [] : (JSON.parse(choices) as string[]);
  return {
    id: key,
    label: name,
    type: fieldType(type, values.length > 0),
    options: values.map((value) => ({ value, label: value })),
    initial: setting.default_value ?? null,
  };
}

function fieldType(type: string, hasChoices: boolean): BlockField["type"] {
  if (type === "boolean") return "boolean";
  if (type.startsWith("number_")) return "number";
  return hasChoices ? "select" : "text";
}
