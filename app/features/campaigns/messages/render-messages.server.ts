import { hash } from "node:crypto";
import type { PoolNotFound } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { assignCodes } from "../../assignments/assign-codes.server";
import type { AssignedCode, AssignmentRejection } from "../../assignments/assignment";
import { normaliseRecipient } from "../../recipients/recipient";
import { campaignSource } from "../campaign-source.server";
import type { MessageRenderer, RenderBudget, RendererBusy } from "../rendering/renderer.server";
import type { Coupon } from "./coupon-tag";
import type { MessageTexts, RenderResult } from "./message-template";
import { type PoolForbidden, readNamedPools } from "./named-pools.server";
import { limitExceeded, type TemplateFault } from "./template-fault";

interface MessageRecipient {
  /** An email address or customer ID, not normalized. */
  recipient: string;
  /** The template's variables. */
  fields: Record<string, unknown>;
  /** Identifies the message: the same key gets the same codes. */
  idempotencyKey: string | undefined;
}

export interface MessagesToRender {
  texts: MessageTexts;
  recipients: readonly MessageRecipient[];
  campaign: string;
  /** IDs of the pools that the caller can access; null: every pool. */
  pools: readonly number[] | null;
  /** For the audit entry of a list. A single message has none; see `Assigning.actor`. */
  actor: Actor;
  budget: RenderBudget;
}

/** One recipient's message and its codes. */
interface RenderedMessage {
  texts: MessageTexts;
  assigned: AssignedCode[];
}

/** Why a recipient has no message, and the codes assigned before the failure. */
type RefusedMessage = (AssignmentRejection | TemplateFault | PoolNotFound) & {
  assigned: readonly AssignedCode[];
};

export type MessageResult = Result<RenderedMessage, RefusedMessage>;

interface Message {
  place: number;
  recipient: MessageRecipient;
  coupons: Map<string, Coupon>;
  assigned: AssignedCode[];
}

/**
 * Renders a template for each recipient, in order, with codes assigned under the campaign's name. A
 * message is rendered until it reaches a tag without a code. Then one call per pool assigns codes for
 * all waiting messages, and these are rendered again. So a tag that isn't reached takes no code, and a
 * condition can depend on a code's properties.
 *
 * Fails entirely only before the first code is assigned. After that, every recipient has a result.
 */
export async function renderMessages(
  services: Services & { renderer: MessageRenderer },
  shop: ShopContext,
  input: MessagesToRender,
): Promise<Result<MessageResult[], PoolNotFound | PoolForbidden | TemplateFault | RendererBusy>> {
  const { renderer } = services;
  const { budget } = input;
  const template = { texts: input.texts, timeZone: shop.timeZone };
  const handles = await renderer.read(shop.id, template, budget);
  if (!handles.ok) return handles;
  const pools = await readNamedPools(services, shop, handles.value, input.pools);
  if (!pools.ok) return pools;
  const source = await campaignSource(services, shop, input.campaign);
  const results: MessageResult[] = [];
  let waiting: Message[] = [];
  for (const [place, recipient] of input.recipients.entries()) {
    const normalised = normaliseRecipient(recipient.recipient);
    if (normalised.ok) waiting.push({ place, recipient, coupons: new Map(), assigned: [] });
    else results[place] = failure({ ...normalised.failure, assigned: [] });
  }
  while (waiting.length > 0) {
    const messages = waiting.map(({ recipient: { fields }, coupons }) => ({ fields, coupons }));
    const rendered = await renderer.render(shop.id, template, messages, budget);
    const wanting = new Map<string, Message[]>();
    for (const [index, message] of waiting.entries()) {
      const wants = storeRendered(message, rendered[index], results);
      if (wants !== undefined) wanting.set(wants, [...(wanting.get(wants) ?? []), message]);
    }
    waiting = [];
    for (const [handle, messages] of wanting) {
      const poolId = pools.value.get(handle)?.id ?? 0;
      waiting.push(
        ...(await giveCodes(services, shop, input, { handle, poolId, source, messages, results })),
      );
    }
  }
  return success(results);
}

/**
 * Stores the result of a rendered or failed message. Otherwise returns the handle of the pool it
 * needs a code from.
 */
function storeRendered(
  { place, assigned }: Message,
  rendered: Result<RenderResult, TemplateFault> | undefined,
  results: MessageResult[],
): string | undefined {
  if (!rendered?.ok) {
    const fault = rendered?.failure ?? limitExceeded("The message wasn’t rendered.");
    results[place] = failure({ ...fault, assigned });
    return undefined;
  }
  if ("wants" in rendered.value) return rendered.value.wants;
  results[place] = success({ texts: rendered.value.texts, assigned });
  return undefined;
}

/** Assigns a code of one pool to each message. Returns the messages that got one. */
async function giveCodes(
  services: Services,
  shop: ShopContext,
  { actor, recipients }: MessagesToRender,
  want: {
    handle: string;
    poolId: number;
    source: string;
    messages: Message[];
    results: MessageResult[];
  },
): Promise<Message[]> {
  const { handle, poolId, source, messages, results } = want;
  const assignments = await assignCodes(services, shop, {
    pool: poolId,
    recipients: messages.map(({ recipient: { recipient, idempotencyKey } }) => ({
      recipient,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey: codeKey(idempotencyKey, poolId) }),
    })),
    source,
    ...(recipients.length > 1 && { actor }),
  });
  const { codeUrl } = services.platform(shop.domain);
  return messages.filter((message, index) => {
    const result = assignments.ok ? assignments.value[index] : assignments;
    if (!result?.ok) {
      const refusal = result?.failure ?? { kind: "pool_not_found" as const };
      results[message.place] = failure({ ...refusal, assigned: message.assigned });
      return false;
    }
    const { code, message: text, expiresAt } = result.value;
    message.coupons.set(handle, {
      code,
      message: text,
      expires_at: expiresAt?.toISOString() ?? null,
      url: codeUrl(code),
    });
    message.assigned.push(result.value);
    return true;
  });
}

/** One idempotency key per code, because a message can use several pools. */
function codeKey(idempotencyKey: string, poolId: number): string {
  return `message:${hash("sha256", idempotencyKey, "hex")}:${poolId}`;
}
