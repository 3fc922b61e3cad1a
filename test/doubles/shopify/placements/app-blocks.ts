import { checkoutBlocks } from "../checkout-extensions/checkout-blocks";
import type { Sandbox } from "../sandbox";
import { themeAppBlocks } from "../theme/placed-blocks";
import type { AppBlock } from "./app-block";

/** All blocks of the app that a merchant can place. */
export const appBlocks = (sandbox: Sandbox): AppBlock[] => [
  ...themeAppBlocks(sandbox),
  ...checkoutBlocks(sandbox).map(({ block }) => block),
];
