import type { LoaderFunctionArgs } from "@remix-run/node";
import { openApiDocument } from "../http/api/openapi";

/** By origin, as text: making it takes longer than handing out a code, and anybody may ask for it. */
const documents = new Map<string, string>();

/** The API's description, for people and for programs that make clients. */
export function loader({ context }: LoaderFunctionArgs) {
  const origin = context.services.env.SHOPIFY_APP_URL;
  const document = documents.get(origin) ?? JSON.stringify(openApiDocument(origin));
  documents.set(origin, document);
  return new Response(document, {
    headers: { "Content-Type": "application/json", "Cache-Control": "public, max-age=300" },
  });
}
