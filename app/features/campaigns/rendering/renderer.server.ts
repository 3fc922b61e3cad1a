import { failure, type Result, success } from "../../../core/result";
import type { RenderResult } from "../messages/message-template";
import { limitExceeded, type TemplateFault } from "../messages/template-fault";
import { type RenderThread, startThread, type TurnOutcome } from "./thread.server";
import { charactersOf, type MessageToRender, type TemplateToRender, type Turn } from "./turn";

/** The remaining thread time and characters for all messages of a call. */
export interface RenderBudget {
  milliseconds: number;
  characters: number;
}

/** The store has too many waiting calls. */
export type RendererBusy = { kind: "rate_limited"; retryAfterSeconds: number };

/** The budget of one call. Time spent on assigning codes doesn't count. */
export function openBudget(): RenderBudget {
  return { milliseconds: 5000, characters: 32_000_000 };
}

/** Thread time that a call has used. */
export function usedMilliseconds({ milliseconds }: RenderBudget): number {
  return openBudget().milliseconds - milliseconds;
}

/** Renders templates in threads, off the event loop. */
export interface MessageRenderer {
  /** The pool handles in a template. The first step of every call. */
  read(
    shopId: number,
    template: TemplateToRender,
    budget: RenderBudget,
  ): Promise<Result<ReadonlySet<string>, TemplateFault | RendererBusy>>;
  /**
   * Resolves a result for every message, in order; a failure affects only its own message.
   * Subtracts what was used from the budget. Messages beyond it get `template_limit_exceeded`.
   */
  render(
    shopId: number,
    template: TemplateToRender,
    messages: readonly MessageToRender[],
    budget: RenderBudget,
  ): Promise<Result<RenderResult, TemplateFault>[]>;
  close(): Promise<void>;
}

/** One store can occupy one thread; the second serves the others. */
const maxThreads = 2;
/** Messages per turn: enough to amortize the message passing. Turns also end by time. */
const messagesPerTurn = 50;
/** A turn is copied to the thread in one piece, which blocks the event loop meanwhile. */
const charactersPerTurn = 2_000_000;
/** Waiting calls per store. Each holds its entire request in memory. */
const maxQueued = 20;

interface QueuedTurn {
  turn: Turn;
  resolve(outcome: TurnOutcome): void;
  reject(error: unknown): void;
}

/** Opens a renderer. Threads start with the first turn that needs them. */
export function openRenderer(): MessageRenderer {
  const threads: RenderThread[] = [];
  const idle: RenderThread[] = [];
  /** By store, longest-waiting first. Stores with a running turn aren't in it. */
  const queues = new Map<number, QueuedTurn[]>();
  const busy = new Set<number>();

  const take = (shopId: number, turn: Turn) =>
    new Promise<TurnOutcome>((resolve, reject) => {
      queues.set(shopId, [...(queues.get(shopId) ?? []), { turn, resolve, reject }]);
      dispatch();
    });

  const dispatch = () => {
    for (const [shopId, [next, ...rest]] of queues) {
      if (busy.has(shopId) || !next) continue;
      const thread = idle.pop() ?? (threads.length < maxThreads ? start() : undefined);
      if (!thread) return;
      queues.delete(shopId);
      if (rest.length > 0) queues.set(shopId, rest);
      busy.add(shopId);
      void work(thread, shopId, next);
    }
  };

  const start = () => {
    const thread = startThread(() => {
      threads.splice(threads.indexOf(thread), 1);
      if (idle.includes(thread)) idle.splice(idle.indexOf(thread), 1);
    });
    threads.push(thread);
    return thread;
  };

  const work = async (
    thread: RenderThread,
    shopId: number,
    { turn, resolve, reject }: QueuedTurn,
  ) => {
    try {
      const outcome = await thread.run(turn);
      if ("result" in outcome) idle.push(thread);
      resolve(outcome);
    } catch (error) {
      reject(error);
    }
    busy.delete(shopId);
    dispatch();
  };

  return {
    read: async (shopId, template, budget) => {
      if ((queues.get(shopId)?.length ?? 0) >= maxQueued) {
        return failure({ kind: "rate_limited", retryAfterSeconds: 1 });
      }
      const outcome = await take(shopId, { template, messages: [], characters: 0 });
      budget.milliseconds -= millisecondsOf(outcome);
      if (!("result" in outcome)) return failure(limitExceeded("Parsing takes too long."));
      const { handles } = outcome.result;
      return handles.ok ? success(new Set(handles.value)) : handles;
    },
    render: (shopId, template, messages, budget) =>
      renderAll((turn) => take(shopId, turn), template, messages, budget),
    close: async () => {
      await Promise.all([...threads].map((thread) => thread.stop()));
    },
  };
}

async function renderAll(
  take: (turn: Turn) => Promise<TurnOutcome>,
  template: TemplateToRender,
  messages: readonly MessageToRender[],
  budget: RenderBudget,
): Promise<Result<RenderResult, TemplateFault>[]> {
  const results: Result<RenderResult, TemplateFault>[] = [];
  let stuck: number | undefined;
  while (results.length < messages.length) {
    const place = results.length;
    if (place === stuck) {
      results.push(failure(limitExceeded("Rendering takes too long or too much memory.")));
      continue;
    }
    if (budget.milliseconds < 0 || budget.characters < 0) {
      results.push(failure(limitExceeded(tooMuchTogether)));
      continue;
    }
    // Messages before a stuck one were rendered, but their results were lost with the thread.
    const end = stuck !== undefined && stuck > place ? stuck : place + messagesPerTurn;
    const characters = Math.min(budget.characters, charactersPerTurn);
    const outcome = await take({ template, messages: messages.slice(place, end), characters });
    budget.milliseconds -= millisecondsOf(outcome);
    if ("result" in outcome) {
      for (const rendered of outcome.result.rendered) {
        budget.characters -= charactersOf(rendered);
        results.push(rendered);
      }
    } else {
      stuck = place + (outcome.stuckAt === "template" ? 0 : outcome.stuckAt);
    }
  }
  return results;
}

const tooMuchTogether = "The messages of this request are too large or take too long together.";

function millisecondsOf(outcome: TurnOutcome): number {
  return "result" in outcome ? outcome.result.milliseconds : outcome.milliseconds;
}
