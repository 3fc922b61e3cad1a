import { type LoaderFunctionArgs, redirect } from "@remix-run/node";

/** The address that Shopify opens: goes on to the app's first page with the sign-in parameters. */
export function loader({ request }: LoaderFunctionArgs) {
  return redirect(`/app${new URL(request.url).search}`);
}
