import {
  Banner,
  BlockStack,
  Box,
  Card,
  EmptyState,
  Page,
  Pagination,
  SkeletonBodyText,
} from "@shopify/polaris";
import { moment } from "../../../core/format";
import { useNavigate } from "../../../ui/browser";
import { notResponding } from "../../../ui/errors/not-responding";
import { useStandstill } from "../../../ui/errors/use-standstill";
import { SearchField } from "../../../ui/forms/search-field";
import { useShopFacts } from "../../../ui/shop-facts";
import type { ListedDiscount } from "../list-discounts.server";
import { DiscountsTable } from "./discounts-table";
import { useDiscounts } from "./use-discounts";

interface DiscountsPageProps {
  search: string;
  /** The platform's cursor; null: the first page. */
  cursor: string | null;
  /** Cached discounts, shown until the platform responds. */
  known: ListedDiscount[];
}

/** The shop's code discounts, as on the platform. */
export function DiscountsPage({ search, cursor, known }: DiscountsPageProps) {
  const navigate = useNavigate();
  const { response, loading, nextTryAt, reload } = useDiscounts({ search, cursor });
  const slow = useStandstill(response ? null : `${search} ${cursor}`);
  const { platform } = useShopFacts();
  const discounts = response?.discounts ?? known;
  const goTo = (query: Record<string, string>) =>
    navigate(`/app/discounts?${new URLSearchParams(query)}`);
  const searched: Record<string, string> = search ? { search } : {};
  const { nextCursor = null } = response ?? {};
  return (
    <Page
      title="Discounts"
      subtitle="Discounts your pools’ codes apply"
      secondaryActions={[
        { content: `Compare with ${platform}`, onAction: () => navigate("/app/check") },
      ]}
      primaryAction={{
        content: "Create discount",
        onAction: () => navigate("/app/discounts/new"),
      }}
    >
      <BlockStack gap="400">
        {response?.failure && (
          <NotFromPlatform
            failure={response.failure}
            unreachable={response.unreachable}
            nextTryAt={nextTryAt}
            known={discounts}
            onTry={reload}
          />
        )}
        {slow && <Banner title={`${platform} is taking longer than usual to respond`} />}
        <Card padding="0">
          <SearchField
            key={search}
            label="Search discounts"
            placeholder="Search discounts"
            value={search}
            onSearch={(text) => goTo(text ? { search: text } : {})}
          />
          {discounts.length > 0 && (
            <DiscountsTable
              discounts={discounts}
              loading={loading}
              codesUnknown={response ? "Unknown" : "Loading…"}
            />
          )}
          {discounts.length === 0 && loading && (
            <Box padding="400" role="status" aria-label="Loading discounts">
              <SkeletonBodyText lines={6} />
            </Box>
          )}
          {discounts.length === 0 && !loading && <NoDiscounts search={search} />}
          {(cursor || nextCursor) && (
            <Box padding="300">
              <Pagination
                hasPrevious={cursor !== null}
                previousTooltip="First page"
                onPrevious={() => goTo(searched)}
                hasNext={nextCursor !== null}
                onNext={() => goTo({ ...searched, cursor: nextCursor ?? "" })}
              />
            </Box>
          )}
        </Card>
      </BlockStack>
    </Page>
  );
}

/** The platform didn't respond, so cached discounts are shown with their age. */
function NotFromPlatform(props: {
  failure: string;
  unreachable: boolean;
  nextTryAt: Date | null;
  known: ListedDiscount[];
  onTry: () => void;
}) {
  const { failure, unreachable, nextTryAt, known, onTry } = props;
  const facts = useShopFacts();
  const times = known.map(({ readAt }) => new Date(readAt).getTime());
  const title = unreachable ? notResponding({ ...facts, now: new Date() }, nextTryAt) : failure;
  return (
    <Banner tone="warning" title={title} action={{ content: "Try now", onAction: onTry }}>
      {known.length > 0 && (
        <p>
          You’re seeing discounts as of {moment(new Date(Math.min(...times)), facts.timeZone)}. Only{" "}
          {facts.platform} knows how many codes each discount has.
        </p>
      )}
    </Banner>
  );
}

function NoDiscounts({ search }: { search: string }) {
  const { platform } = useShopFacts();
  return search ? (
    <EmptyState heading={`No discounts match “${search}”`} image="">
      <p>{platform} searches titles and codes. Try another word.</p>
    </EmptyState>
  ) : (
    <EmptyState heading="No discounts yet" image="">
      <p>Codes apply a discount. Create one, then create a pool with it.</p>
    </EmptyState>
  );
}
