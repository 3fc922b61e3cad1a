import { BlockStack, Page } from "@shopify/polaris";
import type { GuardMessages } from "../messages/guard-messages";
import { GuardCard, type GuardCardFacts } from "./guard-card";
import { MessagesCard } from "./messages-card";
import { SealKeysCard } from "./seal-keys-card";
import { TryItCard } from "./try-it-card";

/** The store's settings for codes at checkout. */
export function SettingsPage(props: {
  guard: GuardCardFacts & {
    messages: GuardMessages;
    messagesBytes: { used: number; max: number };
    version: number;
  };
  keys: { count: number; newestAt: Date | string | null };
}) {
  const { guard, keys } = props;
  return (
    <Page title="Settings">
      <BlockStack gap="400">
        <GuardCard guard={guard} />
        <MessagesCard
          messages={guard.messages}
          bytes={guard.messagesBytes}
          version={guard.version}
        />
        <TryItCard />
        {keys.count > 0 && <SealKeysCard {...keys} />}
      </BlockStack>
    </Page>
  );
}
