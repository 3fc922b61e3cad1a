import { Banner } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { useFormAction } from "../../../../../ui/forms/use-form-action";
import { useShopFacts } from "../../../../../ui/shop-facts";
import type { UploadedCodesCheck } from "../../../../publishing/store-check/look-up-uploaded.server";
import { storeCheckSentence, storeState } from "../../../../publishing/store-check/store-check";

/** Codes looked up, in one call to the platform. */
const maxCodes = 25;

/**
 * Whether the first codes of a file work in the store. Looked up after the preview is displayed.
 */
export function SampleInStore({ codes }: { codes: readonly string[] }) {
  const { platform } = useShopFacts();
  const { submit, busy, refusal, done } = useFormAction("look-up");
  const sample = codes.slice(0, maxCodes).join("\n");
  const last = useRef("");
  useEffect(() => {
    if (sample === "" || last.current === sample) return;
    last.current = sample;
    submit({ codes: sample });
  }, [sample, submit]);
  const check = done?.value as UploadedCodesCheck | undefined;
  if (sample === "") return null;
  if (!check) {
    const text = refusal
      ? `${refusal.message} We don’t know yet whether these codes work at checkout.`
      : `Looking up codes in ${platform}…`;
    return <Banner tone="info">{busy || refusal ? text : null}</Banner>;
  }
  const works = storeState(check) === "works";
  return (
    <Banner tone={works ? "success" : "warning"}>
      <p>
        {storeCheckSentence(check, platform)}
        {works
          ? ""
          : " After the import, link the pool to a discount to have the app add its codes."}
      </p>
    </Banner>
  );
}
