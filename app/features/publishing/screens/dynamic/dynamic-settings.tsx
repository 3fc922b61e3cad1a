import { BlockStack, Button, Card, InlineStack, List, Text } from "@shopify/polaris";
import { useState } from "react";
import { number } from "../../../../core/format";
import { exampleCode, maxLiveCodes } from "../../generator/pattern";
import { ChangeSupplyModal, type DynamicSettingsFacts } from "./change-supply-modal";
import { formatHugeNumber } from "./pattern-text";

/** A dynamic pool's discount, code format and stock settings. */
export function DynamicSettings(props: DynamicSettingsFacts) {
  const [changing, setChanging] = useState(false);
  const { pool, discount, pattern, buffer, codeLimit } = props;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            Code generation
          </Text>
          <Button onClick={() => setChanging(true)}>Edit</Button>
        </InlineStack>
        <List>
          <List.Item>
            Discount: <strong>{discount?.title ?? "none"}</strong>
          </List.Item>
          <List.Item>
            Codes like <span className="CodeExample">{exampleCode(pattern)}</span>
          </List.Item>
          <List.Item>
            Up to {formatHugeNumber(maxLiveCodes(pattern))} can work at a time before they’re too
            easy to guess.
          </List.Item>
          {codeLimit !== null && (
            <List.Item>The pool generates at most {number(codeLimit)} codes.</List.Item>
          )}
          <List.Item>
            {pool.sealed
              ? "Each code is created when it’s assigned, because it carries its recipient and last day."
              : `${number(buffer.target)} codes in reserve, refilled below ${number(buffer.floor)}.`}
          </List.Item>
        </List>
      </BlockStack>
      {changing && <ChangeSupplyModal {...props} onClose={() => setChanging(false)} />}
    </Card>
  );
}
