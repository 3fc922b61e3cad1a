import { Box, Button, InlineStack } from "@shopify/polaris";
import { useState } from "react";

/** Text to copy, in letters of one width. */
export function CodeBlock({ label, text }: { label: string; text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <Box background="bg-surface-secondary" borderRadius="200" padding="300">
      <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
        <section
          aria-label={label}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          style={{ overflowX: "auto", minWidth: 0 }}
        >
          <pre style={{ margin: 0, fontSize: "12px" }}>
            <code>{text}</code>
          </pre>
        </section>
        <Button size="slim" onClick={copy} accessibilityLabel={`Copy: ${label}`}>
          {copied ? "Copied" : "Copy"}
        </Button>
      </InlineStack>
    </Box>
  );
}
