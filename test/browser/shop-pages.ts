import type { Page } from "playwright-core";
import type { BrowserStack } from "./open-stack";

/** Opens the shop's own page of a code discount; resolves once it is there. */
export async function openDiscountInShop(
  stack: BrowserStack,
  page: Page,
  title: string,
): Promise<void> {
  await page.goto(`${stack.url}/admin/store/${stack.store}/discounts`);
  await page.getByRole("link", { name: title, exact: true }).click();
  await page.locator("[data-codes-count]").waitFor();
}

/** All codes of the discount whose page in the shop is open. */
export async function codesInShop(page: Page): Promise<Set<string>> {
  const codes = new Set<string>();
  for (;;) {
    for (const row of await page.locator("[data-code]").all()) {
      codes.add((await row.getAttribute("data-code")) ?? "");
    }
    const more = page.getByRole("link", { name: "More codes" });
    if ((await more.count()) === 0) return codes;
    await page.goto(new URL((await more.getAttribute("href")) ?? "", page.url()).href);
  }
}
