import type { LoaderFunctionArgs } from "@remix-run/node";
import { openApiDocument } from "../http/api/openapi";

/** The API's description, for people and for programs that make clients. */
export function loader({ context }: LoaderFunctionArgs) {
  return Response.json(openApiDocument(context.services.env.SHOPIFY_APP_URL), {
    headers: { "Cache-Control": "public, max-age=300" },
  });
}
