import { BlockStack, Button, Card, InlineStack, List, Text } from "@shopify/polaris";
import { useState } from "react";
import type { AlertSettings } from "../read-alert-settings.server";
import { AlertRecipientsModal } from "./alert-recipients-modal";

/** The alert recipients, and when alerts are sent. */
export function EmailNotifications({ settings }: { settings: AlertSettings }) {
  const [editing, setEditing] = useState(false);
  const { emails, shopEmail } = settings;
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            Email notifications
          </Text>
          <Button onClick={() => setEditing(true)} accessibilityLabel="Edit alert recipients">
            Edit
          </Button>
        </InlineStack>
        <BlockStack gap="200">
          <Text as="h3" variant="headingSm">
            Recipients
          </Text>
          {emails.length === 0 ? (
            <Text as="p" breakWord>
              No recipients selected. Alerts go to your store email, {shopEmail}.
            </Text>
          ) : (
            <List>
              {emails.map((email) => (
                <List.Item key={email}>{email}</List.Item>
              ))}
            </List>
          )}
        </BlockStack>
        <BlockStack gap="200">
          <Text as="h3" variant="headingSm">
            When alerts are sent
          </Text>
          <Text as="p">For active pools, you get an email when:</Text>
          <List>
            <List.Item>A pool has no codes left</List.Item>
            <List.Item>Codes drop below the threshold you set for the pool</List.Item>
            <List.Item>A pool is on track to run out within 7 days</List.Item>
            <List.Item>Codes reach their pool expiration within 7 days</List.Item>
            <List.Item>A code is used by someone else, or was never assigned</List.Item>
            <List.Item>Codes can’t be created or added to your store</List.Item>
          </List>
          <Text as="p" tone="subdued">
            You’ll get at most one email per pool and reason each day, and no more until the pool
            recovers.
          </Text>
        </BlockStack>
      </BlockStack>
      {editing && <AlertRecipientsModal settings={settings} onClose={() => setEditing(false)} />}
    </Card>
  );
}
