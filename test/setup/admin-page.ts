import type { LoaderFunctionArgs } from "@remix-run/node";
import type { ShopContext } from "../../app/core/ids";
import type { ActionResponse } from "../../app/ui/forms/action-response";
import type { TestServices } from "./test-services";

interface Place {
  params?: Record<string, string>;
  /** Query parameters of the URL. */
  query?: Record<string, string>;
}

/** Calls the loader of an admin page as a signed-in user of the store. */
export function loadPage<Data>(
  services: TestServices,
  shop: ShopContext,
  loader: (args: LoaderFunctionArgs) => Promise<Data>,
  place: Place = {},
): Promise<Data> {
  return loader(argsOf(services, shop, place, {}));
}

/** Submits a form to the action of an admin page as a signed-in user. */
export async function submitForm(
  services: TestServices,
  shop: ShopContext,
  action: (args: LoaderFunctionArgs) => Promise<{ data: ActionResponse }>,
  fields: Record<string, string>,
  place: Place = {},
): Promise<ActionResponse> {
  const body = new URLSearchParams(fields);
  return (await action(argsOf(services, shop, place, { method: "POST", body }))).data;
}

function argsOf(
  services: TestServices,
  shop: ShopContext,
  { params = {}, query = {} }: Place,
  init: RequestInit,
): LoaderFunctionArgs {
  const redirect = (to: string) => new Response(null, { status: 302, headers: { Location: to } });
  const session = { shop: shop.domain, onlineAccessInfo: undefined };
  const context = {
    services: {
      ...services,
      shopify: { authenticate: { admin: async () => ({ session, redirect }) } },
    },
    drained: () => Promise.resolve(),
  };
  const request = new Request(`https://app.example/app?${new URLSearchParams(query)}`, init);
  return { request, params, context } as unknown as LoaderFunctionArgs;
}
