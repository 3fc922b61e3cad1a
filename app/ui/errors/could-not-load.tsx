import { Banner, Card } from "@shopify/polaris";
import { useRevalidator } from "../browser";

/** Replaces a list that couldn't be read. The page around it stays. */
export function CouldNotLoad({ what }: { what: string }) {
  const { revalidate, state } = useRevalidator();
  return (
    <Card>
      <Banner
        tone="critical"
        title={`${what} couldn’t be loaded`}
        action={{ content: "Try again", loading: state === "loading", onAction: revalidate }}
      >
        <p>Your data is safe. If this happens again, wait a minute and reload the page.</p>
      </Banner>
    </Card>
  );
}
