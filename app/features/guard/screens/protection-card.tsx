import { Badge, Banner, BlockStack, Button, Card, InlineStack, List, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { Link } from "../../../ui/browser";
import { Refusal } from "../../../ui/forms/refusal";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { useRefreshWhile } from "../../../ui/refresh-while";
import { useShopFacts } from "../../../ui/shop-facts";
import { showToast } from "../../../ui/toast";
import type { GuardStatus } from "../guard";
import { ProtectionModal } from "./protection-modal";
import { type ProtectedPool, progressSentence, protectionSentences } from "./protection-text";

/** How a pool's codes are protected at checkout, with the switch that pauses them. */
export function ProtectionCard(props: {
  pool: ProtectedPool;
  guard: { status: GuardStatus };
  /** Codes that are added to customers; null: none are. */
  progress: { total: number; pending: number; leftOut: number } | null;
  /** Why the guard can't recognize the pool's codes as a whole; null: it can. */
  problem: "left_out" | "no_common_prefix" | "prefix_of_other_pool" | null;
}) {
  const { pool, guard, progress, problem } = props;
  const { platform } = useShopFacts();
  const [editing, setEditing] = useState(false);
  const pausing = useFormAction("pause-checkout", { action: "/app?index" });
  const { done } = pausing;
  const paused = pool.checkoutPaused;
  useEffect(() => {
    if (done) showToast(paused ? "Codes paused at checkout" : "Codes work at checkout again");
  }, [done, paused]);
  useRefreshWhile((progress?.pending ?? 0) > 0);
  const isProtected = pool.holderOnly || pool.personalExpiration;
  const guarded = isProtected || paused;
  const adding = progress && progressSentence(progress);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              Protection at checkout
            </Text>
            {paused && (
              <span data-testid="checkout-paused">
                <Badge tone="attention">Paused</Badge>
              </span>
            )}
          </InlineStack>
          <InlineStack gap="200">
            <Button
              loading={pausing.busy}
              onClick={() => pausing.submit({ poolId: String(pool.id), paused: String(!paused) })}
            >
              {paused ? "Resume at checkout" : "Pause at checkout"}
            </Button>
            <Button
              accessibilityLabel="Edit protection"
              disabled={pool.archived}
              onClick={() => setEditing(true)}
            >
              Edit
            </Button>
          </InlineStack>
        </InlineStack>
        <Refusal message={pausing.refusal?.message} />
        {guarded && guard.status !== "on" && guard.status !== "setting_up" && (
          <Banner tone="warning">
            {"No code is checked at checkout while protection is off for your store. "}
            <Link to="/app/settings">Go to settings</Link>
          </Banner>
        )}
        {guarded && problem && <Banner tone="warning">{problems[problem]}</Banner>}
        <List>
          {paused && (
            <List.Item>No code of this pool works at checkout until you resume it.</List.Item>
          )}
          {isProtected && !pool.active && (
            <List.Item>
              This pool is inactive, so its codes don’t work at checkout. Activate the pool to let
              them work again.
            </List.Item>
          )}
          {protectionSentences(pool, platform).map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
          {adding && (
            <List.Item>
              <span data-testid="binding-progress">{adding}</span>
            </List.Item>
          )}
        </List>
      </BlockStack>
      {editing && <ProtectionModal pool={pool} onClose={() => setEditing(false)} />}
    </Card>
  );
}

const problems = {
  left_out:
    "There’s no room for this pool, so its codes aren’t checked at checkout. Turn off protection for a pool that no longer needs it.",
  no_common_prefix:
    "This pool’s codes don’t start with the same 3 characters or more, so checkout recognizes only the codes of known customers.",
  prefix_of_other_pool:
    "Codes of another pool start the same way, so checkout recognizes only the codes of known customers.",
} as const;
