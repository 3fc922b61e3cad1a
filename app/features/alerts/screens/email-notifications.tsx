import { BlockStack, Button, Card, InlineStack, List, Text } from "@shopify/polaris";
import { useState } from "react";
import type { AlertSettings } from "../read-alert-settings.server";
import { AlertRecipientsModal } from "./alert-recipients-modal";

/** Who is told of alerts, and when alerts are sent. */
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
              No recipients chosen. Alerts go to {shopEmail}, your store’s own address.
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
          <Text as="p">For active pools, you get an email when</Text>
          <List>
            <List.Item>no codes are left,</List.Item>
            <List.Item>codes drop below the threshold that you set in the pool,</List.Item>
            <List.Item>a pool will run out within 7 days at its present rate,</List.Item>
            <List.Item>codes reach their pool expiration within 7 days,</List.Item>
            <List.Item>a code is used by someone else, or was never assigned,</List.Item>
            <List.Item>codes can’t be created or added to your store.</List.Item>
          </List>
          <Text as="p" tone="subdued">
            One email per pool and reason, at most one a day. The next one comes after the pool has
            recovered.
          </Text>
        </BlockStack>
      </BlockStack>
      {editing && <AlertRecipientsModal settings={settings} onClose={() => setEditing(false)} />}
    </Card>
  );
}
