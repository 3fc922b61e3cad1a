import type { LoaderFunctionArgs } from "@remix-run/node";

/** Shopify's library answers its own sign-in addresses here. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await context.services.shopify.authenticate.admin(request);
  return null;
}
