import type { LoaderFunctionArgs } from "@remix-run/node";
import type { ShopContext } from "../../app/core/ids";
import type { ActionAnswer } from "../../app/ui/forms/action-answer";
import type { TestServices } from "./test-services";

interface Place {
  params?: Record<string, string>;
  /** The query of the page's address. */
  query?: Record<string, string>;
}

/** What the loader of an admin page gives to a signed-in person of the store. */
export function loadPage<Data>(
  services: TestServices,
  shop: ShopContext,
  loader: (args: LoaderFunctionArgs) => Promise<Data>,
  place: Place = {},
): Promise<Data> {
  return loader(argsOf(services, shop, place, {}));
}

/** What the action of an admin page answers to a form of a signed-in person. */
export async function submitForm(
  services: TestServices,
  shop: ShopContext,
  action: (args: LoaderFunctionArgs) => Promise<{ data: ActionAnswer }>,
  fields: Record<string, string>,
  place: Place = {},
): Promise<ActionAnswer> {
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
