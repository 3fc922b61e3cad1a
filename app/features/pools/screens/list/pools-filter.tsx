import { Box, Icon, InlineGrid, Select, TextField } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { type ReactNode, useEffect, useState } from "react";
import { number } from "../../../../core/format";
import { useNavigate } from "../../../../ui/browser";
import type { PoolView } from "../../pool";

/** Debounce of the search field. */
const typingMilliseconds = 250;

/** View filter with counts, and search. Both are kept in the URL. */
export function PoolsFilter({
  counts,
  query,
  children,
}: {
  counts: Record<PoolView, number>;
  query: { view: PoolView; search: string };
  children: ReactNode;
}) {
  const navigate = useNavigate();
  const [search, setSearch] = useState(query.search);
  useEffect(() => {
    if (search.trim() === query.search) return;
    const timer = setTimeout(
      () => navigate(address({ ...query, search: search.trim() }), { replace: true }),
      typingMilliseconds,
    );
    return () => clearTimeout(timer);
  }, [search, query, navigate]);
  const option = (value: PoolView, label: string) => ({
    value,
    label: `${label} (${number(counts[value])})`,
  });
  return (
    <Box padding="300">
      <InlineGrid columns={{ xs: 1, md: ["oneThird", "oneThird", "oneThird"] }} gap="300">
        <Select
          label="Filter pools"
          labelHidden
          value={query.view}
          onChange={(view) => navigate(address({ view: view as PoolView, search }))}
          options={[
            option("all", "All pools"),
            option("active", "Active pools"),
            option("inactive", "Inactive pools"),
            option("archived", "Archived pools"),
          ]}
        />
        <TextField
          label="Search pools"
          labelHidden
          placeholder="Search pools"
          prefix={<Icon source={SearchIcon} />}
          value={search}
          onChange={setSearch}
          autoComplete="off"
          clearButton
          onClearButtonClick={() => setSearch("")}
        />
        {children}
      </InlineGrid>
    </Box>
  );
}

function address({ view, search }: { view: PoolView; search: string }): string {
  const params = new URLSearchParams();
  if (view !== "all") params.set("view", view);
  if (search) params.set("search", search);
  return `/app?${params}`;
}
