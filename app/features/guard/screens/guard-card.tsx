import {
  Badge,
  Banner,
  BlockStack,
  Button,
  ButtonGroup,
  Card,
  InlineStack,
  List,
  Text,
} from "@shopify/polaris";
import { useEffect, useState } from "react";
import { moment, number } from "../../../core/format";
import { AdminLink } from "../../../ui/admin-link";
import { Link } from "../../../ui/browser";
import { Refusal } from "../../../ui/forms/refusal";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { useRefreshWhile } from "../../../ui/refresh-while";
import { useShopFacts } from "../../../ui/shop-facts";
import { showToast } from "../../../ui/toast";
import type { GuardRemedy, GuardStatus } from "../guard";
import { coverageSentences, guardStatusText, remedyButton, troubleText } from "./guard-text";
import { TurnOffModal } from "./turn-off-modal";

interface PoolLink {
  id: number;
  name: string;
}

/** The facts of `GuardView` that the card shows, as the browser gets them. */
export interface GuardCardFacts {
  enabled: boolean;
  status: GuardStatus;
  detail: string | null;
  trouble: { kind: "unreachable" | "denied"; since: Date | string } | null;
  remedy: GuardRemedy;
  discountUrl: string | null;
  upToDate: boolean;
  writtenAt: Date | string | null;
  pools: {
    guarded: number;
    leftOut: PoolLink[];
    unrecognizable: (PoolLink & { reason: "no_common_prefix" | "prefix_of_other_pool" })[];
  };
  bytes: { used: number; max: number };
  blocked: { covered: number; total: number };
}

/** The store's guard: whether it works, what it covers, and the button that mends it. */
export function GuardCard({ guard }: { guard: GuardCardFacts }) {
  const { platform, timeZone } = useShopFacts();
  const switching = useFormAction("set-guard");
  const repairing = useFormAction("repair-guard");
  const [turningOff, setTurningOff] = useState(false);
  const { badge, tone, sentence } = guardStatusText(guard.status, platform);
  const inProgress = guard.status === "setting_up" || guard.status === "removing";
  useRefreshWhile(inProgress || (guard.status === "on" && !guard.upToDate && !guard.trouble));
  const { done } = switching;
  useEffect(() => {
    if (done) setTurningOff(false);
  }, [done]);
  const repair = remedyButton(guard.remedy);
  const turnOn = () => switching.submit({ enabled: "true" });
  const mend = guard.remedy === "turn_on" ? turnOn : () => repairing.submit({});
  const failed = tone === "critical";
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              Protection at checkout
            </Text>
            <span data-testid="guard-status" data-status={guard.status}>
              <Badge {...(tone ? { tone } : {})}>{badge}</Badge>
            </span>
          </InlineStack>
          <ButtonGroup>
            {guard.discountUrl !== null && (
              <AdminLink url={guard.discountUrl}>View discount</AdminLink>
            )}
            {guard.enabled ? (
              <Button onClick={() => setTurningOff(true)}>Turn off</Button>
            ) : (
              <Button variant="primary" loading={switching.busy} onClick={turnOn}>
                Turn on
              </Button>
            )}
          </ButtonGroup>
        </InlineStack>
        <Refusal message={switching.refusal?.message ?? repairing.refusal?.message} />
        {failed ? (
          <Banner
            tone="critical"
            {...(repair
              ? { action: { content: repair, onAction: mend, loading: repairing.busy } }
              : {})}
          >
            <p>{sentence}</p>
            {guard.detail && <p>{guard.detail}</p>}
          </Banner>
        ) : (
          <Text as="p">{sentence}</Text>
        )}
        {guard.trouble && (
          <Banner tone="warning">
            {troubleText(guard.trouble.kind, moment(guard.trouble.since, timeZone), platform)}
          </Banner>
        )}
        <Text as="p" tone="subdued">
          {`An automatic discount in ${platform} checks each code without slowing down checkout: whether it belongs to this customer, whether its own last day has passed, and whether you’ve paused its pool. It takes nothing off, and it counts as one of your 25 automatic discounts.`}
        </Text>
        <List>
          {coverageSentences(guard).map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
          {guard.enabled && guard.status === "on" && (
            <List.Item>
              {guard.upToDate
                ? guard.writtenAt
                  ? `Last updated ${moment(guard.writtenAt, timeZone)}.`
                  : "Up to date."
                : "Your latest changes reach checkout within seconds."}
            </List.Item>
          )}
          {guard.bytes.used > guard.bytes.max / 2 && (
            <List.Item>
              {`${number(guard.bytes.used)} of ${number(guard.bytes.max)} bytes used for protected pools and blocked recipients.`}
            </List.Item>
          )}
        </List>
        <LeftOut pools={guard.pools} />
      </BlockStack>
      {turningOff && (
        <TurnOffModal
          busy={switching.busy}
          refusal={switching.refusal}
          onSubmit={() => {
            switching.submit({ enabled: "false" });
            showToast("Turning off protection");
          }}
          onClose={() => setTurningOff(false)}
        />
      )}
    </Card>
  );
}

/** Pools that the merchant protects but the guard can't. */
function LeftOut({ pools }: { pools: GuardCardFacts["pools"] }) {
  if (pools.leftOut.length === 0 && pools.unrecognizable.length === 0) return null;
  return (
    <Banner tone="warning" title="Some pools aren’t fully protected">
      <List>
        {pools.leftOut.map((pool) => (
          <List.Item key={pool.id}>
            <PoolSettingsLink pool={pool} />: there’s no room for another pool. Turn off protection
            for a pool that no longer needs it.
          </List.Item>
        ))}
        {pools.unrecognizable.map((pool) => (
          <List.Item key={pool.id}>
            <PoolSettingsLink pool={pool} />:{" "}
            {pool.reason === "no_common_prefix"
              ? "its codes don’t start with the same 3 characters or more, so only codes of known customers are protected."
              : "codes of another pool start the same way, so only codes of known customers are protected."}
          </List.Item>
        ))}
      </List>
    </Banner>
  );
}

function PoolSettingsLink({ pool }: { pool: PoolLink }) {
  return <Link to={`/app/pools/${pool.id}/settings`}>{pool.name}</Link>;
}
