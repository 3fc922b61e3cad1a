import { Box, InlineStack, Pagination } from "@shopify/polaris";
import { useNavigate } from "./browser";

/**
 * Previous and next buttons for a list with cursor pagination. The cursors go into the URL
 * (`before`, `after`) next to the list's filters. Renders nothing if everything fits on one page.
 */
export function CursorPages({
  page,
  params,
}: {
  page: { before: string | number | null; after: string | number | null };
  params: URLSearchParams;
}) {
  const navigate = useNavigate();
  if (page.before === null && page.after === null) return null;
  const goTo = (name: "before" | "after", cursor: string | number | null) => () => {
    const next = new URLSearchParams(params);
    next.delete("before");
    next.delete("after");
    if (cursor !== null) next.set(name, String(cursor));
    navigate(`?${next}`);
  };
  return (
    <Box padding="300">
      <InlineStack align="center">
        <Pagination
          hasPrevious={page.before !== null}
          onPrevious={goTo("before", page.before)}
          hasNext={page.after !== null}
          onNext={goTo("after", page.after)}
        />
      </InlineStack>
    </Box>
  );
}
