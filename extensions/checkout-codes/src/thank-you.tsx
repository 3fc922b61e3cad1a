/** @jsxImportSource preact */
/// <reference types="@shopify/ui-extensions/purchase.thank-you.block.render" />
import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/purchase.thank-you.block.render";
import { render } from "preact";
import { CodeText } from "./code-text";
import { CodesFrame, FailedCodes, LoadingCodes } from "./codes-frame";
import { useCodes } from "./use-codes";

declare const shopify: Api;

/** On the thank-you page. */
export default function thankYou(): void {
  render(<RemainingCodes />, document.body);
}

/** The codes that the customer still has. The order's own are used, even if the app doesn't know yet. */
function RemainingCodes() {
  const list = useCodes(shopify);
  const signedIn = shopify.buyerIdentity?.customer.value !== undefined;
  if (list.state === "loading") return signedIn ? <LoadingCodes texts={shopify} /> : null;
  if (list.state === "failed") {
    return signedIn ? <FailedCodes texts={shopify} retry={list.retry} /> : null;
  }
  const used = shopify.discountCodes.value.map(({ code }) => code.toLowerCase());
  const remaining = list.codes.filter(({ code }) => !used.includes(code.toLowerCase()));
  if (remaining.length === 0) return null;
  return (
    <CodesFrame texts={shopify}>
      <s-stack gap="base">
        <s-text>{shopify.i18n.translate("remaining")}</s-text>
        {remaining.map((code) => (
          <CodeText key={code.code} code={code} texts={shopify} />
        ))}
      </s-stack>
    </CodesFrame>
  );
}
