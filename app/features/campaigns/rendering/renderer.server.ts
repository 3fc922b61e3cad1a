import { failure, type Result, success } from "../../../core/result";
import type { Rendering } from "../messages/message-template";
import { limitExceeded, type TemplateFault } from "../messages/template-fault";
import { type RenderThread, startThread, type TurnOutcome } from "./thread.server";
import { charactersOf, type MessageToRender, type TemplateToRender, type Turn } from "./turn";

/** What all messages of one call may still take together: the threads' time, and characters. */
export interface RenderBudget {
  milliseconds: number;
  characters: number;
}

/** The store waits for as many calls already as it may. */
export type RendererBusy = { kind: "rate_limited"; retryAfterSeconds: number };

/** What one call may take. Codes are assigned meanwhile; that time is not counted. */
export function openBudget(): RenderBudget {
  return { milliseconds: 5000, characters: 32_000_000 };
}

/** How much of its time a call has used. */
export function usedMilliseconds({ milliseconds }: RenderBudget): number {
  return openBudget().milliseconds - milliseconds;
}

/** Renders templates in threads of their own, off the event loop. */
export interface MessageRenderer {
  /** The handles of the pools that a template names. The first step of every call. */
  read(
    shopId: number,
    template: TemplateToRender,
    budget: RenderBudget,
  ): Promise<Result<ReadonlySet<string>, TemplateFault | RendererBusy>>;
  /**
   * Answers every message, in order: what could not be rendered is a fault of that message alone.
   * Takes what was used off the budget; messages that it doesn't reach get `template_limit_exceeded`.
   */
  render(
    shopId: number,
    template: TemplateToRender,
    messages: readonly MessageToRender[],
    budget: RenderBudget,
  ): Promise<Result<Rendering, TemplateFault>[]>;
  close(): Promise<void>;
}

/** One store can keep one thread busy; a second one goes on serving the others. */
const mostThreads = 2;
/** Messages of one turn: enough to make crossing to the thread cheap. A turn ends by time as well. */
const messagesPerTurn = 50;
/** Handed over in one piece, so it must not keep the event loop for long. */
const charactersPerTurn = 2_000_000;
/** Calls of one store that wait at the same time. Each holds its whole request in memory. */
const mostWaiting = 20;

interface Waiting {
  turn: Turn;
  resolve(outcome: TurnOutcome): void;
  reject(error: unknown): void;
}

/** Opens a renderer. Threads start with the first turn that needs them. */
export function openRenderer(): MessageRenderer {
  const threads: RenderThread[] = [];
  const idle: RenderThread[] = [];
  /** By store. The first store is the one that waits longest; stores at work are not in it. */
  const queues = new Map<number, Waiting[]>();
  const busy = new Set<number>();

  const take = (shopId: number, turn: Turn) =>
    new Promise<TurnOutcome>((resolve, reject) => {
      queues.set(shopId, [...(queues.get(shopId) ?? []), { turn, resolve, reject }]);
      dispatch();
    });

  const dispatch = () => {
    for (const [shopId, [next, ...rest]] of queues) {
      if (busy.has(shopId) || !next) continue;
      const thread = idle.pop() ?? (threads.length < mostThreads ? start() : undefined);
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

  const work = async (thread: RenderThread, shopId: number, { turn, resolve, reject }: Waiting) => {
    try {
      const outcome = await thread.run(turn);
      if ("answer" in outcome) idle.push(thread);
      resolve(outcome);
    } catch (error) {
      reject(error);
    }
    busy.delete(shopId);
    dispatch();
  };

  return {
    read: async (shopId, template, budget) => {
      if ((queues.get(shopId)?.length ?? 0) >= mostWaiting) {
        return failure({ kind: "rate_limited", retryAfterSeconds: 1 });
      }
      const outcome = await take(shopId, { template, messages: [], characters: 0 });
      budget.milliseconds -= millisecondsOf(outcome);
      if (!("answer" in outcome)) return failure(limitExceeded("It takes too long to read."));
      const { handles } = outcome.answer;
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
): Promise<Result<Rendering, TemplateFault>[]> {
  const answers: Result<Rendering, TemplateFault>[] = [];
  let stuck: number | undefined;
  while (answers.length < messages.length) {
    const place = answers.length;
    if (place === stuck) {
      answers.push(failure(limitExceeded("It takes too long, or too much memory.")));
      continue;
    }
    if (budget.milliseconds < 0 || budget.characters < 0) {
      answers.push(failure(limitExceeded(tooMuchTogether)));
      continue;
    }
    // Those before one that got stuck were rendered, but their answers are gone with the thread.
    const end = stuck !== undefined && stuck > place ? stuck : place + messagesPerTurn;
    const characters = Math.min(budget.characters, charactersPerTurn);
    const outcome = await take({ template, messages: messages.slice(place, end), characters });
    budget.milliseconds -= millisecondsOf(outcome);
    if ("answer" in outcome) {
      for (const rendered of outcome.answer.rendered) {
        budget.characters -= charactersOf(rendered);
        answers.push(rendered);
      }
    } else {
      stuck = place + (outcome.stuckAt === "template" ? 0 : outcome.stuckAt);
    }
  }
  return answers;
}

const tooMuchTogether = "All messages together are too large, or take too long.";

function millisecondsOf(outcome: TurnOutcome): number {
  return "answer" in outcome ? outcome.answer.milliseconds : outcome.milliseconds;
}
