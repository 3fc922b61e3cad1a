import {
  Badge,
  Banner,
  BlockStack,
  Button,
  Card,
  InlineStack,
  ProgressBar,
  Text,
} from "@shopify/polaris";
import { useEffect } from "react";
import type { AudienceState } from "../../campaigns/audience";
import { Link, useRevalidator } from "../../http/browser";
import { count, moment, number } from "../format";
import { useIntent } from "../use-intent";
import { audienceBadges } from "./audience-words";
import { type RefusedLine, RefusedLines } from "./refused-lines";
import { useDownload } from "./use-download";

export interface AudienceReportProps {
  audience: {
    id: number;
    poolId: number;
    state: AudienceState;
    total: number;
    done: number;
    assigned: number;
    refused: number;
    failure: string | null;
    createdBy: string;
    createdAt: Date | string;
  };
  refused: RefusedLine[];
  timeZone: string;
}

const pollMilliseconds = 1_000;

/** How far a pasted list is, and what came of each line. */
export function AudienceReport({ audience, refused, timeZone }: AudienceReportProps) {
  const { revalidate, state: refresh } = useRevalidator();
  const cancelling = useIntent("cancel");
  const exporting = useDownload();
  const open = audience.state === "queued" || audience.state === "running";
  useEffect(() => {
    if (!open || refresh !== "idle") return;
    const timer = setTimeout(revalidate, pollMilliseconds);
    return () => clearTimeout(timer);
  }, [open, refresh, revalidate]);
  const { label, props } = audienceBadges[audience.state];
  const refusal = cancelling.refusal ?? exporting.refusal;
  return (
    <BlockStack gap="400">
      {refusal && <Banner tone="critical">{refusal.message}</Banner>}
      {audience.failure && (
        <Banner tone="critical" title="The list could not be finished">
          <p>{audience.failure}</p>
        </Banner>
      )}
      <Card>
        <BlockStack gap="400">
          <Link to={`/app/pools/${audience.poolId}/assigned`}>Back to the assigned history</Link>
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              List of {count(audience.total, "recipient")}
            </Text>
            <Badge {...props}>{label}</Badge>
          </InlineStack>
          <Text as="p" tone="subdued">
            Pasted by {audience.createdBy}, {moment(audience.createdAt, timeZone)}
          </Text>
          <ProgressBar
            progress={Math.floor((audience.done / Math.max(1, audience.total)) * 100)}
            ariaLabelledBy="list-progress"
            size="small"
          />
          <p id="list-progress" aria-live="polite">
            {number(audience.done)} of {number(audience.total)} done: {number(audience.assigned)}{" "}
            assigned, {number(audience.refused)} refused
          </p>
          <InlineStack gap="200">
            {open && (
              <Button
                tone="critical"
                loading={cancelling.busy}
                onClick={() => cancelling.submit({})}
              >
                Cancel the rest
              </Button>
            )}
            <Button loading={exporting.busy} onClick={() => exporting.submit({})}>
              Download result
            </Button>
          </InlineStack>
        </BlockStack>
      </Card>
      <RefusedLines lines={refused} total={audience.refused} />
    </BlockStack>
  );
}
