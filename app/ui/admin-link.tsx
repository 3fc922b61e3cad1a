import { Link } from "@shopify/polaris";
import type { ReactNode } from "react";

/** Opens a page of the Shopify admin in a new tab. Without a URL, renders only the text. */
export function AdminLink({ url, children }: { url: string | null; children: ReactNode }) {
  if (url === null) return children;
  return (
    <Link url={url} target="_blank">
      {children}
    </Link>
  );
}
