import { BlockStack, Box, Button, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import { copyText } from "./downloads/copy-text";

/** Monospaced text with a copy button. Shows and announces whether copying worked. */
export function CodeBlock({ label, text }: { label: string; text: string }) {
  const [outcome, setOutcome] = useState<{ of: string; copied: boolean }>();
  const shown = useRef<HTMLPreElement>(null);
  const copied = outcome?.of === text ? outcome.copied : undefined;
  // If the browser blocks copying, select the text for copying by hand.
  useEffect(() => {
    if (copied === false && shown.current) getSelection()?.selectAllChildren(shown.current);
  }, [copied]);
  return (
    <Box background="bg-surface-secondary" borderRadius="200" padding="300">
      <BlockStack>
        <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
          <section
            aria-label={label}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard
            tabIndex={0}
            style={{ overflowX: "auto", minWidth: 0 }}
          >
            <pre ref={shown} style={{ margin: 0, fontSize: "12px" }}>
              <code>{text}</code>
            </pre>
          </section>
          <Button
            size="slim"
            onClick={() =>
              void copyText(text).then((done) => setOutcome({ of: text, copied: done }))
            }
            accessibilityLabel={`${copied ? "Copied" : "Copy"}: ${label}`}
          >
            {copied ? "Copied" : "Copy"}
          </Button>
        </InlineStack>
        <div role="status">
          {copied === true && (
            <Text as="span" visuallyHidden>
              Copied: {label}
            </Text>
          )}
          {copied === false && (
            <Text as="span" tone="critical">
              We couldn’t copy the text. It’s selected: press Ctrl+C, or ⌘C on a Mac.
            </Text>
          )}
        </div>
      </BlockStack>
    </Box>
  );
}
