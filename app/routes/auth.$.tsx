import type { LoaderFunctionArgs } from "@remix-run/node";

/** Shopify's library handles its own sign-in URLs here. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await context.services.shopify.authenticate.admin(request);
  return null;
}
