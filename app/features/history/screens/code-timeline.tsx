import { Badge, Banner, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { count, moment } from "../../../core/format";
import { AdminLink } from "../../../ui/admin-link";
import { Link } from "../../../ui/browser";
import { useShopFacts } from "../../../ui/shop-facts";
import { PublishStatusBadge } from "../../codes/screens/publish-status-badge";
import { maxAssignments } from "../code-timeline";
import {
  headline,
  liveNow,
  replacements,
  type ShownTimeline,
  storeSentence,
  timelineEvents,
} from "./timeline-labels";

const states = {
  available: { text: "Available", tone: "success" },
  assigned: { text: "Assigned", tone: "info" },
  redeemed: { text: "Redeemed", tone: "success" },
  expired: { text: "Expired", tone: "warning" },
  voided: { text: "Voided", tone: "enabled" },
} as const;

/** Pages of the Shopify admin: orders by id, and the discount; null: there is none. */
export interface TimelineUrls {
  orders: Record<string, string>;
  discount: string | null;
}

/** A code's current state and everything that happened to it. */
export function CodeTimelineCards({ life, urls }: { life: ShownTimeline; urls: TimelineUrls }) {
  const { timeZone, platform } = useShopFacts();
  const { facts } = life;
  const inStore = storeSentence(life, platform);
  const leaked = life.orders.some(({ buyer }) => buyer === "other");
  return (
    <BlockStack gap="400">
      {leaked && (
        <Banner tone="warning" title="Someone else used this code">
          <p>The buyer isn’t the person this code was assigned to.</p>
        </Banner>
      )}
      <Card>
        <BlockStack gap="300">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd" breakWord>
              {facts.code}
            </Text>
            <span data-testid={`code-${facts.state}`}>
              <Badge tone={states[facts.state].tone}>{states[facts.state].text}</Badge>
            </span>
            <PublishStatusBadge
              publishStatus={facts.publishStatus}
              live={liveNow(life)}
              refusal={facts.refusal}
            />
          </InlineStack>
          <Text as="p">{headline(life, timeZone)}</Text>
          {inStore && <Text as="p">{inStore}</Text>}
          <Replacements codes={replacements(life)} />
          <Facts facts={facts} discountUrl={urls.discount} timeZone={timeZone} />
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            History
          </Text>
          {life.moreAssignments && (
            <Text as="p" tone="subdued">
              {`Only the newest ${count(maxAssignments, "assignment")} are listed.`}
            </Text>
          )}
          <ol className="Life">
            {timelineEvents(life, timeZone).map(({ at, text, order }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order.
              <li key={place}>
                <Text as="span" tone="subdued" numeric>
                  <time dateTime={new Date(at).toISOString()}>{moment(at, timeZone)}</time>
                </Text>
                <Text as="span" breakWord>
                  {text}
                  {order && (
                    <>
                      {" "}
                      <AdminLink url={urls.orders[order.id] ?? null}>
                        {`Open order ${order.name}`}
                      </AdminLink>
                    </>
                  )}
                </Text>
              </li>
            ))}
          </ol>
        </BlockStack>
      </Card>
    </BlockStack>
  );
}

function Replacements({ codes }: { codes: string[] }) {
  if (codes.length === 0) return null;
  return (
    <Text as="p">
      Replaced by{" "}
      {codes.map((code, place) => (
        <Fragment key={code}>
          {place > 0 && ", "}
          <Link to={`/app/explain?code=${encodeURIComponent(code)}`}>{code}</Link>
        </Fragment>
      ))}
      .
    </Text>
  );
}

const discountSuffixes = {
  active: "",
  scheduled: " (not started)",
  expired: " (ended)",
  deleted: " (deleted)",
};

function Facts(props: {
  facts: ShownTimeline["facts"];
  discountUrl: string | null;
  timeZone: string;
}) {
  const { facts, discountUrl, timeZone } = props;
  const { pool, discount, message, assignBy, useBy, useWithinDays } = facts;
  return (
    <dl className="Facts">
      <dt>Pool</dt>
      <dd>
        {pool.deleted ? (
          `${pool.name} (deleted)`
        ) : (
          <Link to={`/app/pools/${pool.id}`}>{pool.name}</Link>
        )}
      </dd>
      {discount && (
        <>
          <dt>Discount</dt>
          <dd>
            <AdminLink url={discountUrl}>{discount.title}</AdminLink>
            {discountSuffixes[discount.status]}
          </dd>
        </>
      )}
      {message && (
        <>
          <dt>Message</dt>
          <dd>{message}</dd>
        </>
      )}
      {assignBy && (
        <>
          <dt>Assign by</dt>
          <dd>{moment(assignBy, timeZone)}</dd>
        </>
      )}
      {useBy && (
        <>
          <dt>Use by</dt>
          <dd>{moment(useBy, timeZone)}</dd>
        </>
      )}
      {useWithinDays !== null && (
        <>
          <dt>Use within</dt>
          <dd>{`${count(useWithinDays, "day")} of being assigned`}</dd>
        </>
      )}
    </dl>
  );
}
