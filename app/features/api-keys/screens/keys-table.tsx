import { Badge, Button, ButtonGroup, IndexTable, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { moment, number } from "../../../core/format";
import { ScrollableTable } from "../../../ui/scrollable-table";
import type { KeyScope } from "../api-key";
import { RevokeKeyModal } from "./revoke-key-modal";
import { RotateKeyModal } from "./rotate-key-modal";
import { scopeLabels } from "./scope-labels";

export interface KeyRow {
  id: number;
  name: string;
  scopes: KeyScope[];
  /** Handles; null: every pool. */
  pools: string[] | null;
  requestsPerMinute: number;
  createdBy: string;
  createdAt: Date | string;
  lastUsedAt: Date | string | null;
  previousExpiresAt: Date | string | null;
  revokedAt: Date | string | null;
}

/** The shop's keys with their permissions and last use, and actions to rotate and revoke them. */
export function KeysTable(props: { keys: KeyRow[]; timeZone: string; now: Date | string }) {
  const [dialog, setDialog] = useState<{ key: KeyRow; what: "rotate" | "revoke" }>();
  const close = () => setDialog(undefined);
  const overlaps = (key: KeyRow) =>
    key.previousExpiresAt !== null && new Date(key.previousExpiresAt) > new Date(props.now);
  return (
    <>
      <ScrollableTable label="API keys">
        <IndexTable
          selectable={false}
          itemCount={props.keys.length}
          resourceName={{ singular: "key", plural: "keys" }}
          headings={[
            { title: "Name" },
            { title: "Permissions" },
            { title: "Pools" },
            { title: "Requests per minute", alignment: "end" },
            { title: "Created" },
            { title: "Last used" },
            { title: "Actions", alignment: "end", hidden: true },
          ]}
        >
          {props.keys.map((key, position) => (
            <IndexTable.Row key={key.id} id={String(key.id)} position={position}>
              <IndexTable.Cell>
                <InlineStack gap="200" wrap={false}>
                  <Text as="span" fontWeight="semibold">
                    {key.name}
                  </Text>
                  {key.revokedAt && (
                    <span data-testid="key-revoked">
                      <Badge tone="critical">Revoked</Badge>
                    </span>
                  )}
                  {!key.revokedAt && overlaps(key) && (
                    <span data-testid="old-secret">
                      <Badge tone="attention">
                        {`Old secret works until ${moment(key.previousExpiresAt ?? "", props.timeZone)}`}
                      </Badge>
                    </span>
                  )}
                </InlineStack>
              </IndexTable.Cell>
              <IndexTable.Cell>
                {key.scopes.map((scope) => scopeLabels[scope].label).join(", ")}
              </IndexTable.Cell>
              <IndexTable.Cell>{poolText(key.pools)}</IndexTable.Cell>
              <IndexTable.Cell>
                <Text as="span" alignment="end" numeric>
                  {number(key.requestsPerMinute)}
                </Text>
              </IndexTable.Cell>
              <IndexTable.Cell>
                {moment(key.createdAt, props.timeZone)} by {key.createdBy}
              </IndexTable.Cell>
              <IndexTable.Cell>
                {key.lastUsedAt ? moment(key.lastUsedAt, props.timeZone) : "Never"}
              </IndexTable.Cell>
              <IndexTable.Cell>
                {!key.revokedAt && (
                  <InlineStack align="end">
                    <ButtonGroup>
                      <Button
                        size="slim"
                        accessibilityLabel={`Rotate ${key.name}`}
                        onClick={() => setDialog({ key, what: "rotate" })}
                      >
                        Rotate
                      </Button>
                      <Button
                        size="slim"
                        tone="critical"
                        accessibilityLabel={`Revoke ${key.name}`}
                        onClick={() => setDialog({ key, what: "revoke" })}
                      >
                        Revoke
                      </Button>
                    </ButtonGroup>
                  </InlineStack>
                )}
              </IndexTable.Cell>
            </IndexTable.Row>
          ))}
        </IndexTable>
      </ScrollableTable>
      {dialog?.what === "rotate" && <RotateKeyModal apiKey={dialog.key} onClose={close} />}
      {dialog?.what === "revoke" && <RevokeKeyModal apiKey={dialog.key} onClose={close} />}
    </>
  );
}

function poolText(pools: string[] | null): string {
  if (pools === null) return "All pools";
  return pools.length > 3
    ? `${pools.slice(0, 3).join(", ")} and ${pools.length - 3} more`
    : pools.join(", ");
}
