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
import type { ActionAnswer } from "../ui/forms/action-answer";
import { type AnyFailure, failureText } from "../ui/forms/failure-text";
import { smallId } from "./ids";

declare module "@remix-run/node" {
  /** What the server hands to every loader and action. */
  interface AppLoadContext {
    services: AppServices;
    /** Resolves when the client has taken what was sent so far. */
    drained(): Promise<void>;
  }
}

/** What every route of the admin works with, once the request is known to come from a signed-in person. */
export interface AdminRequest {
  services: AppServices;
  shop: ShopContext;
  actor: Actor;
  request: Request;
  url: URL;
  params: Record<string, string | undefined>;
  /** Redirects inside the admin frame. */
  redirect: typeof redirect;
}

/** A loader for a signed-in person. What `load` throws as a Response is the answer. */
export function adminLoader<Data>(load: (request: AdminRequest) => Promise<Data>) {
  return async (args: LoaderFunctionArgs): Promise<Data> => load(await authenticate(args));
}

/** One thing that a page can be asked to do: the form's fields and the feature that does it. */
export interface FormAction {
  run(request: AdminRequest, fields: Record<string, unknown>): Promise<ActionAnswer>;
}

/** Declares an intent: `schema` parses the form's fields (strings), `run` calls one feature function. */
export function formAction<Schema extends z.ZodType, Value, Failure extends { kind: string }>(
  schema: Schema,
  run: (request: AdminRequest, input: z.output<Schema>) => Promise<Result<Value, Failure>>,
): FormAction {
  return {
    run: async (request, { intent: name, ...fields }) => {
      const parsed = schema.safeParse(fields);
      const answer = parsed.success
        ? await run(request, parsed.data).catch(refuseBusy)
        : { ok: false as const, failure: invalidInput(parsed.error) };
      if (answer.ok) return { ok: true, intent: String(name), value: answer.value };
      const failure = answer.failure as AnyFailure;
      return { ok: false, intent: String(name), failure, message: failureText(failure) };
    },
  };
}

/**
 * An action for a signed-in person. The form field `intent` chooses what to do. Refusals answer
 * with status 422, the failure and a sentence for the person, in place.
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
    const answer = await chosen.run(admin, fields);
    return data(answer, { status: answer.ok ? 200 : 422 });
  };
}

/** What is sent instead of a form, or of half of one, is the sender's fault. */
async function readForm(request: Request): Promise<FormData> {
  return request.formData().catch(() => {
    throw new Response("Not a form", { status: 400 });
  });
}

type SignedIn = Pick<AdminRequest, "shop" | "actor" | "redirect">;

/** By the context, which all loaders of one request share, though each gets a `Request` of its own. */
const signedIn = new WeakMap<AppLoadContext, Promise<SignedIn>>();

/**
 * Signs a request in: the session token is verified, the shop opened, the person named. Once for all
 * loaders of a page.
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
    // No page looks for a NUL, and the database takes none.
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

/** A NUL is never meant, and the database takes none. */
function withoutNul(value: FormDataEntryValue): FormDataEntryValue {
  return typeof value === "string" ? value.replaceAll("\0", "") : value;
}

/** Parses a route parameter that is a number; anything else is a page that does not exist. */
export function numberParam(params: AdminRequest["params"], name: string): number {
  const parsed = smallId.safeParse(params[name]);
  if (!parsed.success) throw notFound("page_not_found");
  return parsed.data;
}

/** The value of a result whose failure means that the page does not exist. */
export function orNotFound<Value>(result: Result<Value, { kind: string }>): Value {
  if (result.ok) return result.value;
  throw notFound(result.failure.kind);
}

/** What a loader throws for a page that does not exist; the error page says what is missing. */
export function notFound(kind: string) {
  return data({ kind }, { status: 404 });
}

function personName(session: Session): string {
  const person = session.onlineAccessInfo?.associated_user;
  const name = [person?.first_name, person?.last_name].filter(Boolean).join(" ");
  return name || person?.email || "A person of the shop";
}

/** What holds a pool for too long is a refusal in place; the page and what was typed stay. */
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
