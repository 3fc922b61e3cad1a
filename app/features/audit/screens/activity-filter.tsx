import { Box, InlineStack, Select, Tag } from "@shopify/polaris";
import { useNavigate } from "../../../ui/browser";

export interface ActivityQuery {
  actor: string;
  /** The pool that the list is limited to. */
  pool: { id: number; name: string } | null;
}

/** Who, and of which pool; both live in the address. */
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
            { value: "", label: "Everybody" },
            ...names.map((name) => ({ value: name, label: name === "app" ? "The app" : name })),
          ]}
        />
        {query.pool && (
          <Tag
            onRemove={() => goTo({ ...query, pool: null })}
            accessibilityLabel={`Only the pool ${query.pool.name}`}
          >
            {`Pool: ${query.pool.name}`}
          </Tag>
        )}
      </InlineStack>
    </Box>
  );
}
