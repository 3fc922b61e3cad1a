import { Banner, BlockStack, Button, Modal, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { copyText } from "../../../ui/downloads/copy-text";

/** Shows a key's text, the only time it is available. */
export function KeySecret(props: { title: string; text: string; onClose: () => void }) {
  const [copied, setCopied] = useState<"yes" | "failed">();
  const copy = () => {
    void copyText(props.text).then((done) => setCopied(done ? "yes" : "failed"));
  };
  return (
    <Modal
      open
      onClose={props.onClose}
      title={props.title}
      primaryAction={{ content: "Done", onAction: props.onClose }}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Banner tone="warning">Copy the key now. You won’t see it again.</Banner>
          <TextField
            label="API key"
            value={props.text}
            readOnly
            monospaced
            selectTextOnFocus
            autoComplete="off"
            connectedRight={<Button onClick={copy}>{copied === "yes" ? "Copied" : "Copy"}</Button>}
          />
          <div role="status">
            {copied === "yes" && (
              <Text as="p" visuallyHidden>
                Key copied
              </Text>
            )}
            {copied === "failed" && (
              <Text as="p" tone="critical">
                We couldn’t copy it automatically. Select the key and copy it.
              </Text>
            )}
          </div>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
