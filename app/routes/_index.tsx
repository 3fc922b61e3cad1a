import { type LoaderFunctionArgs, redirect } from "@remix-run/node";

/** The URL that Shopify opens. Redirects to the app's home page with the sign-in parameters. */
export function loader({ request }: LoaderFunctionArgs) {
  return redirect(`/app${new URL(request.url).search}`);
}
