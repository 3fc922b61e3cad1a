import { Banner, BlockStack, Button, Modal, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { copyText } from "../../../ui/downloads/copy-text";

/** Shows a key's text, for the only time. */
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
          <Banner tone="warning">Copy the key now. It is not shown again.</Banner>
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
                The browser did not let us copy. Select the key and copy it yourself.
              </Text>
            )}
          </div>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
