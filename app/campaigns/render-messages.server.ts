import { hash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { assignCodes } from "../assignments/assign-codes.server";
import type { AssignedCode, AssignRefusal } from "../assignments/assignment";
import type { PoolNotFound } from "../core/failures";
import type { Actor, ShopContext } from "../core/ids";
import { failure, type Result, success } from "../core/result";
import { normaliseRecipient } from "../recipients/recipient";
import type { Services } from "../services.server";
import type { Coupon } from "./coupon-tag";
import { type MessageTemplate, type MessageTexts, readTemplate } from "./message-template";
import { type PoolForbidden, readNamedPools } from "./named-pools.server";
import type { TemplateFault } from "./template-fault";

interface MessageRecipient {
  /** As somebody typed it. */
  recipient: string;
  /** What the template knows of the person. */
  fields: Record<string, unknown>;
  /** The caller's id of this message: the same key gets the same codes. */
  requestKey: string | undefined;
}

export interface MessagesToRender {
  texts: MessageTexts;
  recipients: readonly MessageRecipient[];
  campaign: string;
  /** Ids of the pools that may be used; null: every pool. */
  pools: readonly number[] | null;
  /** Whose list of messages it is, for the audit; a message alone is not told, see `Assigning`. */
  actor: Actor;
}

/** One recipient's message, with the codes that it names. */
interface RenderedMessage {
  texts: MessageTexts;
  assigned: AssignedCode[];
}

export type MessageAnswer = Result<RenderedMessage, AssignRefusal | TemplateFault | PoolNotFound>;

/** Together, all messages of one call take at most this long to render; codes are not counted. */
const renderMilliseconds = 5000;
/** Characters of all texts of one call. */
const mostCharacters = 32_000_000;
/** After so long the event loop serves others before the next message. */
const turnMilliseconds = 10;

interface Message {
  place: number;
  recipient: MessageRecipient;
  coupons: Map<string, Coupon>;
  assigned: AssignedCode[];
}

/**
 * Renders a template for each recipient, in order, with codes assigned under the campaign's name. A
 * message is rendered until it reaches a tag whose code is not known; then the codes of all messages
 * that wait are assigned by one call for each pool, and those messages are rendered again. So a tag
 * that is not reached takes no code, and a condition may ask for what the code is worth.
 */
export async function renderMessages(
  services: Services,
  shop: ShopContext,
  input: MessagesToRender,
): Promise<Result<MessageAnswer[], PoolNotFound | PoolForbidden | TemplateFault>> {
  const template = readTemplate(input.texts, shop.timeZone);
  if (!template.ok) return template;
  const pools = await readNamedPools(services, shop, template.value.handles, input.pools);
  if (!pools.ok) return pools;
  const answers: MessageAnswer[] = [];
  let waiting: Message[] = [];
  for (const [place, recipient] of input.recipients.entries()) {
    const normalised = normaliseRecipient(recipient.recipient);
    if (normalised.ok) waiting.push({ place, recipient, coupons: new Map(), assigned: [] });
    else answers[place] = normalised;
  }
  const budget = { milliseconds: renderMilliseconds, characters: mostCharacters };
  while (waiting.length > 0) {
    const round = await renderRound(template.value, waiting, answers, budget);
    if (!round.ok) return round;
    waiting = [];
    for (const [handle, messages] of round.value) {
      const poolId = pools.value.get(handle)?.id ?? 0;
      waiting.push(
        ...(await giveCodes(services, shop, input, { handle, poolId, messages, answers })),
      );
    }
  }
  return success(answers);
}

/** Renders every message as far as it goes. Answers those that wait for a code, by handle. */
async function renderRound(
  template: MessageTemplate,
  messages: readonly Message[],
  answers: MessageAnswer[],
  budget: { milliseconds: number; characters: number },
): Promise<Result<Map<string, Message[]>, TemplateFault>> {
  const wanting = new Map<string, Message[]>();
  let turn = performance.now();
  for (const message of messages) {
    const started = performance.now();
    const rendered = template.render(message.recipient.fields, message.coupons);
    const ended = performance.now();
    budget.milliseconds -= ended - started;
    if (!rendered.ok) answers[message.place] = rendered;
    else if ("wants" in rendered.value) {
      const { wants } = rendered.value;
      wanting.set(wants, [...(wanting.get(wants) ?? []), message]);
    } else {
      const { texts } = rendered.value;
      for (const text of Object.values(texts)) budget.characters -= text?.length ?? 0;
      answers[message.place] = success({ texts, assigned: message.assigned });
    }
    if (budget.milliseconds < 0 || budget.characters < 0) return failure(tooMuch);
    if (ended - turn > turnMilliseconds) {
      await setImmediate();
      turn = performance.now();
    }
  }
  return success(wanting);
}

/** Assigns a code of one pool to each message; answers those that can go on. */
async function giveCodes(
  services: Services,
  shop: ShopContext,
  { campaign, actor, recipients }: MessagesToRender,
  want: { handle: string; poolId: number; messages: Message[]; answers: MessageAnswer[] },
): Promise<Message[]> {
  const { handle, poolId, messages, answers } = want;
  const given = await assignCodes(services, shop, {
    pool: poolId,
    recipients: messages.map(({ recipient: { recipient, requestKey } }) => ({
      recipient,
      ...(requestKey === undefined ? {} : { requestKey: codeKey(requestKey, poolId) }),
    })),
    source: `campaign:${campaign}`,
    ...(recipients.length > 1 && { actor }),
  });
  const { codeUrl } = services.platform(shop.domain);
  return messages.filter((message, index) => {
    const answer = given.ok ? given.value[index] : given;
    if (!answer?.ok) {
      answers[message.place] = answer ?? failure({ kind: "pool_not_found" });
      return false;
    }
    const { code, message: text, expiresAt } = answer.value;
    message.coupons.set(handle, {
      code,
      message: text,
      expires_at: expiresAt?.toISOString() ?? null,
      url: codeUrl(code),
    });
    message.assigned.push(answer.value);
    return true;
  });
}

/** One message may name several pools: each of its codes has a request key of its own. */
function codeKey(requestKey: string, poolId: number): string {
  return `message:${hash("sha256", requestKey, "hex")}:${poolId}`;
}

const tooMuch: TemplateFault = {
  kind: "template_limit_exceeded",
  part: "html",
  line: 1,
  column: 1,
  message: "All messages together are too large, or take too long to render.",
};
