import { Banner } from "@shopify/polaris";
import { Link } from "../../../../ui/browser";
import { useShopFacts } from "../../../../ui/shop-facts";
import { storeCheckSentence } from "../../../publishing/store-check/store-check";
import type { CampaignPreview } from "../../drafting/preview-campaign.server";
import { draftProblem } from "./draft-problem";
import { StockCheckBanner } from "./stock-check-banner";

/** Whether a campaign is ready to start, or its worst problem and how to fix it. */
export function DraftStatus(props: {
  preview: CampaignPreview;
  pool: { id: number; name: string };
  activating: boolean;
  onActivate: () => void;
}) {
  const { preview, pool } = props;
  const { platform } = useShopFacts();
  const { stockCheck, storeCheck } = preview;
  const poolPage = `/app/pools/${pool.id}`;
  switch (draftProblem(preview)) {
    case "discount_ended":
      return (
        <Banner tone="critical" title={`The discount of “${pool.name}” has ended`}>
          <p>
            Its codes don’t work at checkout. Extend the discount in {platform}, or choose another
            in the <Link to={`${poolPage}/settings`}>pool’s settings</Link>.
          </p>
        </Banner>
      );
    case "codes_do_not_work":
      return (
        <Banner tone="critical" title={`Codes from “${pool.name}” don’t work at checkout`}>
          <p>
            {storeCheckSentence(storeCheck?.check ?? null, platform)}{" "}
            <Link to={poolPage}>Link the pool to a discount</Link> to have the app add them.
          </p>
        </Banner>
      );
    case "pool_inactive":
      return (
        <Banner
          tone="warning"
          title={`The pool “${pool.name}” is inactive`}
          action={{
            content: "Activate pool",
            loading: props.activating,
            onAction: props.onActivate,
          }}
        >
          <p>It won’t assign codes until you activate it.</p>
        </Banner>
      );
    case "reusable":
      return (
        <Banner tone="warning" title="Customers can share these codes">
          <p>{preview.reuse}</p>
        </Banner>
      );
    case "not_checked":
      return (
        <Banner tone="warning" title={`We don’t know whether these codes work in ${platform}`}>
          <p>
            They haven’t been checked yet. <Link to={poolPage}>Check them on the pool’s page</Link>.
          </p>
        </Banner>
      );
    default:
      return stockCheck && <StockCheckBanner stockCheck={stockCheck} pool={pool} />;
  }
}
