import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type LoaderFunctionArgs,
  type redirect,
} from "@remix-run/node";
import type { Session } from "@shopify/shopify-api";
import type { z } from "zod";
import { type Busy, busy } from "../core/failures";
import type { Actor, ShopContext } from "../core/ids";
import { failure, type Result } from "../core/result";
import { isLockTimeout } from "../database/database.server";
import { openShop } from "../features/shops/open-shop.server";
import type { AppServices } from "../services.server";
import type { ActionResponse } from "../ui/forms/action-response";
import { type AnyFailure, failureText } from "../ui/forms/failure-text";
import { smallId } from "./ids";

declare module "@remix-run/node" {
  /** What loaders and actions get from the server. */
  interface AppLoadContext {
    services: AppServices;
    /** Resolves when the client has read what was sent so far, or has disconnected. */
    drained(): Promise<void>;
  }
}

/** What every admin route gets once the request is authenticated. */
export interface AdminRequest {
  services: AppServices;
  shop: ShopContext;
  actor: Actor;
  request: Request;
  url: URL;
  params: Record<string, string | undefined>;
  /** Redirects within the embedded app. */
  redirect: typeof redirect;
}

/** Creates a loader for signed-in staff. A thrown Response becomes the response. */
export function adminLoader<Data>(load: (request: AdminRequest) => Promise<Data>) {
  return async (args: LoaderFunctionArgs): Promise<Data> => load(await authenticate(args));
}

/** A form action: parses the form's fields and calls the feature. */
export interface FormAction {
  run(request: AdminRequest, fields: Record<string, unknown>): Promise<ActionResponse>;
}

/**
 * Creates a form action: `schema` parses the fields (strings), `run` calls one feature function.
 */
export function formAction<Schema extends z.ZodType, Value, Failure extends { kind: string }>(
  schema: Schema,
  run: (request: AdminRequest, input: z.output<Schema>) => Promise<Result<Value, Failure>>,
): FormAction {
  return {
    run: async (request, { intent: name, ...fields }) => {
      const parsed = schema.safeParse(fields);
      const result = parsed.success
        ? await run(request, parsed.data).catch(refuseBusy)
        : { ok: false as const, failure: invalidInput(parsed.error) };
      if (result.ok) return { ok: true, intent: String(name), value: result.value };
      const failure = result.failure as AnyFailure;
      return { ok: false, intent: String(name), failure, message: failureText(failure) };
    },
  };
}

/**
 * Creates a Remix action for signed-in staff. The form field `intent` picks the form action.
 * Failures respond with status 422, the failure, and a sentence for the merchant. An unknown intent
 * responds with status 400.
 */
export function adminAction(intents: Record<string, FormAction>) {
  return async (args: ActionFunctionArgs) => {
    const admin = await authenticate(args);
    const fields = Object.fromEntries(
      [...(await readForm(args.request))].map(([name, value]) => [name, withoutNul(value)]),
    );
    const chosen = Object.hasOwn(intents, String(fields["intent"]))
      ? intents[String(fields["intent"])]
      : undefined;
    if (!chosen) throw new Response("Unknown intent", { status: 400 });
    const response = await chosen.run(admin, fields);
    return data(response, { status: response.ok ? 200 : 422 });
  };
}

/** A body that isn't a complete form is the client's fault. */
async function readForm(request: Request): Promise<FormData> {
  return request.formData().catch(() => {
    throw new Response("Not a form", { status: 400 });
  });
}

type SignedIn = Pick<AdminRequest, "shop" | "actor" | "redirect">;

/** Keyed by the load context, which all loaders of a request share. Each gets its own `Request`. */
const signedIn = new WeakMap<AppLoadContext, Promise<SignedIn>>();

/**
 * Authenticates a request once for all loaders of the page: verifies the session token, opens the
 * shop, and reads who is signed in. Throws a Response if the session isn't valid.
 */
export async function authenticate({
  request,
  params,
  context,
}: LoaderFunctionArgs): Promise<AdminRequest> {
  const known = signedIn.get(context) ?? signIn(request, context);
  signedIn.set(context, known);
  return {
    ...(await known),
    services: context.services,
    request,
    // No query needs a NUL, and PostgreSQL rejects it.
    url: new URL(request.url.replaceAll("%00", "")),
    params,
  };
}

async function signIn(request: Request, { services }: AppLoadContext): Promise<SignedIn> {
  const { session, redirect } = await services.shopify.authenticate.admin(request);
  return {
    shop: await openShop(services, session.shop),
    actor: { name: personName(session) },
    redirect: redirect as AdminRequest["redirect"],
  };
}

/** A NUL is never typed on purpose, and PostgreSQL rejects it. */
function withoutNul(value: FormDataEntryValue): FormDataEntryValue {
  return typeof value === "string" ? value.replaceAll("\0", "") : value;
}

/** Parses a numeric route parameter. Throws a 404 for anything else. */
export function numberParam(params: AdminRequest["params"], name: string): number {
  const parsed = smallId.safeParse(params[name]);
  if (!parsed.success) throw notFound("page_not_found");
  return parsed.data;
}

/** Returns a result's value, or throws a 404 with the failure's kind. */
export function orNotFound<Value>(result: Result<Value, { kind: string }>): Value {
  if (result.ok) return result.value;
  throw notFound(result.failure.kind);
}

/** The 404 that a loader throws. The error page shows what is missing. */
export function notFound(kind: string) {
  return data({ kind }, { status: 404 });
}

function personName(session: Session): string {
  const person = session.onlineAccessInfo?.associated_user;
  const name = [person?.first_name, person?.last_name].filter(Boolean).join(" ");
  return name || person?.email || "A staff member";
}

/** A pool lock that takes too long fails in place, which keeps the page and what was typed. */
function refuseBusy(error: unknown): Result<never, Busy> {
  if (isLockTimeout(error)) return failure(busy);
  throw error;
}

function invalidInput(error: z.ZodError): AnyFailure {
  const [issue] = error.issues;
  return {
    kind: "invalid_input",
    field: issue?.path.join(".") ?? "",
    message: issue?.message ?? "Check this value.",
  };
}
