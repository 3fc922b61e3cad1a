import type { SettingValue } from "./placement";

/** A field of a block's settings. */
export interface BlockField {
  readonly id: string;
  readonly label: string;
  readonly type: "text" | "number" | "boolean" | "select";
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly initial: SettingValue | null;
}

/** What a merchant can place in an editor: a block of a theme extension, or a target at checkout. */
export interface AppBlock {
  /** `theme-codes/codes` or `checkout-codes/purchase.checkout.block.render`. Unique in the app. */
  readonly key: string;
  /** A section of the theme, the theme as a whole (off until it is switched on), or the checkout. */
  readonly kind: "section" | "embed" | "checkout";
  readonly name: string;
  readonly fields: readonly BlockField[];
}
