import type { Signals } from "../messages";

interface Signal {
  value: unknown;
  subscribe(listener: (value: unknown) => void): () => void;
}

type SignalClass = new (value: unknown) => Signal;

/**
 * A value of the checkout, as the package `@shopify/ui-extensions` describes it. It is one of Preact's
 * signals once the extension imports `@shopify/ui-extensions/preact`, which hands over its own class:
 * only then components that read `.value` render again.
 */
export class CheckoutSignal {
  private readonly listeners = new Set<(value: unknown) => void>();
  private signal: Signal | undefined;

  constructor(private own: unknown) {}

  get value(): unknown {
    return this.signal ? this.signal.value : this.own;
  }

  /** Deprecated by Shopify, but still there. */
  get current(): unknown {
    return this.value;
  }

  peek(): unknown {
    return this.own;
  }

  /** Like a signal of Preact's: calls the listener at once, and at every change. */
  subscribe(listener: (value: unknown) => void): () => void {
    this.listeners.add(listener);
    listener(this.own);
    return () => this.listeners.delete(listener);
  }

  async destroy(): Promise<void> {
    this.listeners.clear();
  }

  set(value: unknown): void {
    this.own = value;
    if (this.signal) this.signal.value = value;
    for (const listener of this.listeners) listener(value);
  }

  use(signalClass: SignalClass): void {
    this.signal = new signalClass(this.own);
  }
}

/** All signals by their path. */
export class SignalTable {
  private readonly signals = new Map<string, CheckoutSignal>();

  /** Sets values, without notifying anyone of those that are the same. */
  update(values: Signals): void {
    for (const [path, given] of Object.entries(values)) {
      const value = given ?? undefined;
      const known = this.signals.get(path);
      if (!known) this.signals.set(path, new CheckoutSignal(value));
      else if (JSON.stringify(known.peek()) !== JSON.stringify(value)) known.set(value);
    }
  }

  setSignals(signalClass: SignalClass): void {
    for (const signal of this.signals.values()) signal.use(signalClass);
  }

  /** The signals as an object: `cost.totalAmount` becomes `{cost: {totalAmount}}`. */
  nested(): Record<string, unknown> {
    const root: Record<string, unknown> = {};
    for (const [path, signal] of this.signals) {
      const steps = path.split(".");
      const last = steps.pop() ?? "";
      let at = root;
      for (const step of steps) {
        at[step] ??= {};
        at = at[step] as Record<string, unknown>;
      }
      at[last] = signal;
    }
    return root;
  }
}
