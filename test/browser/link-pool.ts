import type { FrameLocator } from "playwright-core";

/**
 * Has the app add the codes of a pool, whose settings are open, to a discount of the store. Resolves
 * when `codes` of them work there.
 */
export async function linkPool(app: FrameLocator, discount: string, codes: number): Promise<void> {
  await app.getByRole("button", { name: "Link to a discount" }).last().click();
  const dialog = app.getByRole("dialog");
  // Without typing: a search would replace the options, perhaps just as one is clicked.
  await dialog.getByLabel("Discount", { exact: true }).click();
  await app.getByRole("option", { name: new RegExp(discount) }).click();
  await app.getByRole("listbox").waitFor({ state: "detached" });
  await dialog.getByRole("button", { name: "Link pool" }).click();
  await dialog.waitFor({ state: "detached" });
  await app
    .getByTestId("live-codes")
    .filter({ hasText: String(codes) })
    .waitFor();
}
