import {
  Banner,
  BlockStack,
  Button,
  Form,
  InlineStack,
  Modal,
  Text,
  TextField,
} from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { maxRecipients, readAlertAddress, rejectAddition } from "../mail/alert-recipients";
import type { AlertSettings } from "../read-alert-settings.server";

/** Edits the alert recipients. Addresses are validated when added, and stored with Save. */
export function AlertRecipientsModal({
  settings,
  onClose,
}: {
  settings: AlertSettings;
  onClose: () => void;
}) {
  const saving = useFormAction("set-alert-recipients", { action: "/app?index" });
  // The list when the modal opened, even if the page behind it is refreshed.
  const [seen] = useState(settings.emails);
  const [emails, setEmails] = useState(settings.emails);
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (saving.done) onClose();
  }, [saving.done, onClose]);

  /** The list including the typed address; undefined if that is invalid. */
  const withTyped = (): string[] | undefined => {
    const refused = rejectAddition(emails, typed);
    setProblem(refused);
    const read = readAlertAddress(typed);
    return refused || !read.ok ? undefined : [...emails, read.address];
  };
  const add = () => {
    const longer = withTyped();
    if (!longer) return;
    setEmails(longer);
    setTyped("");
  };
  const save = () => {
    // Save also adds an address that was typed but not added.
    const list = typed.trim() === "" ? emails : withTyped();
    if (list) saving.submit({ emails: list.join("\n"), seen: seen.join("\n") });
  };

  return (
    <Modal
      open
      onClose={onClose}
      title="Alert recipients"
      primaryAction={{ content: "Save", onAction: save, loading: saving.busy }}
      secondaryActions={[{ content: "Cancel", onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {saving.refusal && <Banner tone="critical">{saving.refusal.message}</Banner>}
          <Form onSubmit={add}>
            <TextField
              label="Add an email address"
              type="text"
              inputMode="email"
              value={typed}
              onChange={(text) => {
                setTyped(text);
                setProblem(undefined);
              }}
              autoComplete="email"
              autoFocus
              helpText={`${emails.length} of ${maxRecipients} addresses.`}
              connectedRight={<Button onClick={add}>Add</Button>}
              {...(problem ? { error: problem } : {})}
            />
          </Form>
          {emails.length === 0 ? (
            <Text as="p" tone="subdued" breakWord>
              No recipients chosen. Alerts go to {settings.shopEmail}, your store’s own address.
            </Text>
          ) : (
            <BlockStack as="ul" gap="200">
              {emails.map((email) => (
                <li key={email}>
                  <InlineStack align="space-between" blockAlign="center" gap="200">
                    <Text as="span" breakWord>
                      {email}
                    </Text>
                    <Button
                      variant="plain"
                      tone="critical"
                      accessibilityLabel={`Remove ${email}`}
                      onClick={() => setEmails(emails.filter((other) => other !== email))}
                    >
                      Remove
                    </Button>
                  </InlineStack>
                </li>
              ))}
            </BlockStack>
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
