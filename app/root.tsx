import type { LoaderFunctionArgs } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
} from "@remix-run/react";
import type { ReactNode } from "react";
import { requestIdOf } from "./server/request-id";
import { PlainErrorPage } from "./ui/errors/error-page";
import { EarlyEvents } from "./ui/hydration/early-events";

/** The id of the request that rendered this document, for the error pages. */
export function loader({ request }: LoaderFunctionArgs) {
  return { requestId: requestIdOf(request.headers) };
}

export const shouldRevalidate = () => false;

export function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>Coupon Pools</title>
        <EarlyEvents />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

/** Catches errors outside the app's frame, where there are no Polaris styles and no navigation. */
export function ErrorBoundary() {
  const error = useRouteError();
  return <PlainErrorPage missing={isRouteErrorResponse(error) && error.status === 404} />;
}
