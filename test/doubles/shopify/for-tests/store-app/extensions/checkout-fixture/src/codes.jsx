import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { useState } from "preact/hooks";

export default () => {
  render(<Codes />, document.body);
};

const { buyerIdentity, discountCodes, i18n, instructions, sessionToken, settings } = shopify;

function Codes() {
  const [result, setResult] = useState("");
  const change = async (type, code) => {
    const { type: outcome } = await shopify.applyDiscountCodeChange({ type, code });
    setResult(`${outcome} ${code}`);
  };
  const ask = async () => {
    const token = await sessionToken.get();
    const answer = await fetch(settings.value.address, {
      headers: { authorization: `Bearer ${token}` },
    }).catch((error) => ({ status: error.name }));
    setResult(`asked ${answer.status}`);
  };
  const canChange = instructions.value.discounts.canUpdateDiscountCodes;
  return (
    <s-section heading={settings.value.heading}>
      <s-stack direction="inline">
        {["WELCOME10", "FIVER", "NONSENSE"].map((code) => (
          <s-button
            key={code}
            disabled={!canChange}
            onClick={() => change("addDiscountCode", code)}
          >
            {i18n.translate("use", { code })}
          </s-button>
        ))}
        <s-button onClick={() => change("removeDiscountCode", "WELCOME10")}>Remove code</s-button>
        <s-button variant="primary" onClick={ask}>
          Ask the app
        </s-button>
      </s-stack>
      <s-text>{i18n.translate("applied", { count: discountCodes.value.length })}</s-text>
      <s-banner tone="success">{result || "Nothing done"}</s-banner>
      <s-text>{`Buyer: ${buyerIdentity?.customer.value?.id ?? "guest"}, ${buyerIdentity?.email.value ?? "no email"}`}</s-text>
      <s-badge>{shopify.extension.target}</s-badge>
    </s-section>
  );
}
