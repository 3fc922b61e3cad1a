import { Badge, Banner, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { mostHandOuts } from "../../explanations/code-life";
import { Link } from "../../http/browser";
import { UploadBadge } from "../codes/upload-badge";
import { count, moment } from "../format";
import { useShopFacts } from "../shop-facts";
import { headline, lifeEvents, type ToldLife } from "./life-words";

const states = {
  available: { text: "Available", tone: "success" },
  assigned: { text: "Assigned", tone: "info" },
  redeemed: { text: "Redeemed", tone: "success" },
  expired: { text: "Expired", tone: "warning" },
  voided: { text: "Void", tone: "enabled" },
} as const;

/** A code's whole life: what it is, where it stands, and everything that happened to it. */
export function CodeLifeCards({ life }: { life: ToldLife }) {
  const { timeZone } = useShopFacts();
  const { facts } = life;
  const leaked = life.orders.some(({ buyer }) => buyer === "other");
  return (
    <BlockStack gap="400">
      {leaked && (
        <Banner tone="warning" title="Somebody else used this code">
          <p>The order’s buyer is not the person whom the code was given to.</p>
        </Banner>
      )}
      <Card>
        <BlockStack gap="300">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd" breakWord>
              {facts.code}
            </Text>
            <Badge tone={states[facts.state].tone}>{states[facts.state].text}</Badge>
            <UploadBadge upload={facts.upload} refusal={facts.refusal} />
          </InlineStack>
          <Text as="p">{headline(life, timeZone)}</Text>
          <Facts facts={facts} timeZone={timeZone} />
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            What happened to it
          </Text>
          {life.moreHandOuts && (
            <Text as="p" tone="subdued">
              {`It was given out more than ${count(mostHandOuts, "time")}: the newest are listed.`}
            </Text>
          )}
          <ol className="Life">
            {lifeEvents(life, timeZone).map(({ at, text }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order.
              <li key={place}>
                <Text as="span" tone="subdued" numeric>
                  <time dateTime={new Date(at).toISOString()}>{moment(at, timeZone)}</time>
                </Text>
                <Text as="span" breakWord>
                  {text}
                </Text>
              </li>
            ))}
          </ol>
        </BlockStack>
      </Card>
    </BlockStack>
  );
}

const discountWords = {
  active: "",
  scheduled: " (not begun)",
  expired: " (ended)",
  deleted: " (deleted)",
};

function Facts({ facts, timeZone }: { facts: ToldLife["facts"]; timeZone: string }) {
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
          <dd>{`${discount.title}${discountWords[discount.status]}`}</dd>
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
          <dt>To be given out by</dt>
          <dd>{moment(assignBy, timeZone)}</dd>
        </>
      )}
      {useBy && (
        <>
          <dt>To be used by</dt>
          <dd>{moment(useBy, timeZone)}</dd>
        </>
      )}
      {useWithinDays !== null && (
        <>
          <dt>To be used within</dt>
          <dd>{`${count(useWithinDays, "day")} of being given out`}</dd>
        </>
      )}
    </dl>
  );
}
