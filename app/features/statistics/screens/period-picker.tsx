import { Button, ButtonGroup, InlineStack, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useSearchParams } from "../../../ui/browser";
import { useShopFacts } from "../../../ui/shop-facts";
import { offeredDays, type Period, periodDays } from "../period";

/** Chooses the days of the statistics. The choice is kept in the URL. */
export function PeriodPicker({ period }: { period: Period }) {
  const { now, timeZone } = useShopFacts();
  const [params, setParams] = useSearchParams();
  const offered = offeredDays(period, now, timeZone);
  const [custom, setCustom] = useState(false);
  const choose = (change: Record<string, string>) => {
    const next = new URLSearchParams(params);
    for (const name of ["days", "from", "to"]) next.delete(name);
    for (const [name, value] of Object.entries(change)) next.set(name, value);
    setParams(next, { preventScrollReset: true });
  };
  return (
    <InlineStack gap="300" blockAlign="end">
      <ButtonGroup variant="segmented">
        {periodDays.map((days) => (
          <Button
            key={days}
            pressed={offered === days && !custom}
            onClick={() => {
              setCustom(false);
              choose({ days: String(days) });
            }}
          >
            {`${days} days`}
          </Button>
        ))}
        <Button pressed={custom || offered === null} onClick={() => setCustom(true)}>
          Custom range
        </Button>
      </ButtonGroup>
      {(custom || offered === null) && (
        <CustomRange key={`${period.from}${period.to}`} period={period} choose={choose} />
      )}
    </InlineStack>
  );
}

function CustomRange(props: {
  period: Period;
  choose: (change: { from: string; to: string }) => void;
}) {
  const [from, setFrom] = useState(props.period.from);
  const [to, setTo] = useState(props.period.to);
  return (
    <InlineStack gap="200" blockAlign="end">
      <TextField label="From" type="date" value={from} onChange={setFrom} autoComplete="off" />
      <TextField label="To" type="date" value={to} onChange={setTo} autoComplete="off" />
      <Button onClick={() => props.choose({ from, to })}>Show</Button>
    </InlineStack>
  );
}
