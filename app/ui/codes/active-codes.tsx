import {
  BlockStack,
  Box,
  Button,
  Card,
  Checkbox,
  EmptyState,
  IndexTable,
  InlineStack,
  Text,
} from "@shopify/polaris";
import { useState } from "react";
import type { CodesPage } from "../../codes/list-codes.server";
import { useNavigate, useNavigation, useSearchParams } from "../../http/browser";
import type { PoolType } from "../../pools/pool";
import { useSelection } from "../assignments/use-selection";
import { CursorPages } from "../cursor-pages";
import { count, day } from "../format";
import { SearchField } from "../search-field";
import { AddCodeForm } from "./add-code-form";
import { UploadBadge } from "./upload-badge";
import { VoidCodesModal } from "./void-codes-modal";

interface ActiveCodesProps {
  poolId: number;
  type: PoolType;
  search: string;
  page: CodesPage;
  timeZone: string;
}

/** Every code that waits. */
const mayBeVoided = () => true;

/** The codes that wait to be handed out: add one, find one, take some out of the stock. */
export function ActiveCodes({ poolId, type, search, page, timeZone }: ActiveCodesProps) {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const loading = useNavigation().state === "loading";
  const uploaded = page.codes.some(({ upload, live }) => upload !== "none" || live !== null);
  const selection = useSelection(page.codes, mayBeVoided);
  const [voiding, setVoiding] = useState<number[]>();
  return (
    <BlockStack gap="400">
      {type !== "dynamic" && <AddCodeForm poolId={poolId} timeZone={timeZone} />}
      <Card padding="0">
        <SearchField
          key={search}
          label="Search coupons"
          placeholder="Search codes by their beginning"
          value={search}
          onSearch={(text) => navigate(text ? `?search=${encodeURIComponent(text)}` : "?")}
        />
        {page.codes.length === 0 ? (
          <NoCodes search={search} poolId={poolId} type={type} />
        ) : (
          <>
            <Box paddingInline="300" paddingBlockEnd="300">
              <InlineStack gap="400" blockAlign="center">
                <Checkbox
                  label="Select all on this page"
                  checked={selection.all}
                  onChange={selection.toggleAll}
                />
                {selection.chosen.length > 0 && (
                  <Button
                    size="slim"
                    tone="critical"
                    onClick={() => setVoiding(selection.chosen.map(({ id }) => id))}
                  >
                    {`Void ${count(selection.chosen.length, "code")}`}
                  </Button>
                )}
              </InlineStack>
            </Box>
            <IndexTable
              selectable={false}
              loading={loading}
              itemCount={page.codes.length}
              resourceName={{ singular: "code", plural: "codes" }}
              headings={[
                { title: "Select", hidden: true },
                { title: "Code" },
                { title: "Message" },
                { title: "Pool expiration" },
                { title: "User expiration" },
                ...(uploaded ? [{ title: "In the shop" }] : []),
              ]}
            >
              {page.codes.map((code, position) => (
                <IndexTable.Row key={code.id} id={String(code.id)} position={position}>
                  <IndexTable.Cell>
                    <Checkbox
                      label={`Select ${code.code}`}
                      labelHidden
                      checked={selection.isChosen(code.id)}
                      onChange={(on) => selection.toggle(code.id, on)}
                    />
                  </IndexTable.Cell>
                  <IndexTable.Cell>
                    <Text as="span" fontWeight="medium" breakWord>
                      {code.code}
                    </Text>
                  </IndexTable.Cell>
                  <IndexTable.Cell>{code.message ?? "–"}</IndexTable.Cell>
                  <IndexTable.Cell>
                    {code.assignBy ? day(code.assignBy, timeZone) : "–"}
                  </IndexTable.Cell>
                  <IndexTable.Cell>{userExpiration(code, timeZone)}</IndexTable.Cell>
                  {uploaded && (
                    <IndexTable.Cell>
                      <UploadBadge upload={code.upload} live={code.live} refusal={code.refusal} />
                    </IndexTable.Cell>
                  )}
                </IndexTable.Row>
              ))}
            </IndexTable>
            <CursorPages page={page} params={params} />
          </>
        )}
      </Card>
      {voiding && (
        <VoidCodesModal poolId={poolId} codeIds={voiding} onClose={() => setVoiding(undefined)} />
      )}
    </BlockStack>
  );
}

function userExpiration(
  { useBy, useWithinDays }: CodesPage["codes"][number],
  timeZone: string,
): string {
  const parts = [
    useBy && day(useBy, timeZone),
    useWithinDays && `${count(useWithinDays, "day")} after it was given out`,
  ].filter(Boolean);
  return parts.join(", or ") || "–";
}

function NoCodes(props: { search: string; poolId: number; type: PoolType }) {
  const { search, poolId, type } = props;
  const navigate = useNavigate();
  if (search) {
    return (
      <EmptyState heading={`No active code begins with “${search}”`} image="">
        <p>Codes that were given out are in the assigned history.</p>
      </EmptyState>
    );
  }
  if (type === "dynamic") {
    return (
      <EmptyState heading="No codes yet" image="">
        <p>The app is making them. They show here by themselves.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState heading="No active codes" image="">
      <BlockStack gap="300" inlineAlign="center">
        <p>Import a file, paste codes, or add one above.</p>
        <Button onClick={() => navigate(`/app/pools/${poolId}/import`)}>Import codes</Button>
      </BlockStack>
    </EmptyState>
  );
}
