/** @jsxImportSource preact */
/// <reference types="@shopify/ui-extensions/purchase.checkout.reductions.render-after" />
import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/purchase.checkout.reductions.render-after";
import { render } from "preact";
import { useState } from "preact/hooks";
import { CodeText } from "./code-text";
import { CodesFrame, FailedCodes, LoadingCodes } from "./codes-frame";
import { readReason, type ShopperCode } from "./shopper-codes";
import { useCodes } from "./use-codes";

declare const shopify: Api;

/** Below the discount field of the checkout. */
export default function checkout(): void {
  render(<CheckoutCodes />, document.body);
}

/**
 * The signed-in customer's codes, each applied with one click. Guests see nothing: Shopify's token
 * doesn't prove who they are.
 */
function CheckoutCodes() {
  const list = useCodes(shopify);
  const [refused, setRefused] = useState<string | null>(null);
  const signedIn = shopify.buyerIdentity?.customer.value !== undefined;
  if (list.state === "loading") return signedIn ? <LoadingCodes texts={shopify} /> : null;
  if (list.state === "failed") {
    return signedIn ? <FailedCodes texts={shopify} retry={list.retry} /> : null;
  }
  if (list.codes.length === 0) return null;
  return (
    <CodesFrame texts={shopify}>
      <s-stack gap="base">
        {refused && <s-banner tone="warning">{refused}</s-banner>}
        {list.codes.map((code) => (
          <CheckoutCode key={code.code} code={code} setRefused={setRefused} />
        ))}
      </s-stack>
    </CodesFrame>
  );
}

interface CheckoutCodeProps {
  code: ShopperCode;
  /** Says why a code was refused; null: nothing was. */
  setRefused(sentence: string | null): void;
}

function CheckoutCode({ code, setRefused }: CheckoutCodeProps) {
  const [applying, setApplying] = useState(false);
  const say = (key: string) => shopify.i18n.translate(key, { code: code.code });
  const apply = async () => {
    setApplying(true);
    setRefused(null);
    // The result's own message is for developers, in English.
    const { type } = await shopify
      .applyDiscountCodeChange({ type: "addDiscountCode", code: code.code })
      .catch(() => ({ type: "error" }) as const);
    if (type === "error") setRefused((await readReason(shopify, code.code)) ?? say("not_applied"));
    setApplying(false);
  };
  const applied = shopify.discountCodes.value.some((entered) => isSame(entered.code, code.code));
  const changeable = shopify.instructions.value.discounts.canUpdateDiscountCodes;
  return (
    <s-grid gridTemplateColumns="1fr auto" gap="base" alignItems="center">
      <CodeText code={code} texts={shopify} />
      {applied || code.status !== "usable" ? (
        <s-text color="subdued">{say(applied ? "applied" : code.status)}</s-text>
      ) : (
        <s-button
          variant="secondary"
          accessibilityLabel={say("apply_code")}
          loading={applying}
          disabled={!changeable}
          onClick={() => void apply()}
        >
          {say("apply")}
        </s-button>
      )}
    </s-grid>
  );
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
