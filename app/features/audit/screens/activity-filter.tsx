import { Box, InlineStack, Select, Tag } from "@shopify/polaris";
import { useNavigate } from "../../../ui/browser";

export interface ActivityQuery {
  actor: string;
  /** The pool to filter by. */
  pool: { id: number; name: string } | null;
}

/** Filters by person and pool. Both are in the URL. */
export function ActivityFilter({ actors, query }: { actors: string[]; query: ActivityQuery }) {
  const navigate = useNavigate();
  const goTo = ({ actor, pool }: ActivityQuery) => {
    const params = new URLSearchParams();
    if (actor) params.set("actor", actor);
    if (pool) params.set("pool", String(pool.id));
    navigate(`/app/activity?${params}`);
  };
  const names = query.actor && !actors.includes(query.actor) ? [query.actor, ...actors] : actors;
  return (
    <Box padding="300">
      <InlineStack gap="300" blockAlign="center">
        <Select
          label="Who"
          labelInline
          value={query.actor}
          onChange={(actor) => goTo({ ...query, actor })}
          options={[
            { value: "", label: "Everyone" },
            ...names.map((name) => ({ value: name, label: name === "app" ? "The app" : name })),
          ]}
        />
        {query.pool && (
          <Tag
            onRemove={() => goTo({ ...query, pool: null })}
            accessibilityLabel={`Remove the filter by the pool ${query.pool.name}`}
          >
            {`Pool: ${query.pool.name}`}
          </Tag>
        )}
      </InlineStack>
    </Box>
  );
}
