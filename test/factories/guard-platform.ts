import { failure, success } from "../../app/core/result";
import type { GuardTexts, Platform, PlatformGuard } from "../../app/platform/platform";
import type { GuardRefused, PlatformFailure } from "../../app/platform/platform-failure";
import type { TestServices } from "../setup/test-services";

/** The calls about the guard. */
export type GuardCall =
  | "readGuard"
  | "createGuard"
  | "activateGuard"
  | "writeGuardConfig"
  | "removeGuard";

/** A guard as a shop has it. */
export interface StoredGuard {
  id: string;
  active: boolean;
  texts: GuardTexts;
  writes: number;
}

/** Guards in memory, behind the platform's port: for what a test does between two calls. */
export interface GuardPlatform {
  /** The discounts that a shop has. */
  guards: StoredGuard[];
  /** Calls so far. */
  calls: GuardCall[];
  /** Runs before a call has an effect. */
  before: (call: GuardCall) => Promise<void> | void;
  /** Runs after a call has had its effect; what it throws is thrown, as if the process was killed. */
  after: (call: GuardCall) => Promise<void> | void;
  /** The result of the next call of a kind, instead of an effect (`lost`: besides it). */
  next: Partial<Record<GuardCall, { result: PlatformFailure | GuardRefused; lost?: boolean }>>;
}

/** Gives the services a platform on which each shop has its guards in memory. */
export function guardPlatform(services: TestServices): GuardPlatform {
  const state: GuardPlatform = {
    guards: [],
    calls: [],
    before: () => undefined,
    after: () => undefined,
    next: {},
  };
  let ids = 0;
  const known = (id: string) => state.guards.find((guard) => guard.id === id);
  const call = async <Value>(name: GuardCall, effect: () => Value) => {
    state.calls.push(name);
    await state.before(name);
    const planned = state.next[name];
    delete state.next[name];
    if (planned && !planned.lost) return failure(planned.result) as never;
    const value = effect();
    await state.after(name);
    return planned ? (failure(planned.result) as never) : value;
  };
  const present = ({ id, active, texts, writes }: StoredGuard): PlatformGuard => ({
    id,
    active,
    config: { value: texts.config, version: `${writes}` },
    messages: { value: texts.messages, version: `${writes}` },
  });
  const platform: Partial<Platform> = {
    readGuard: (id) =>
      call("readGuard", () => {
        const guard = (id !== null && known(id)) || state.guards[0];
        return success(guard ? present(guard) : null);
      }),
    createGuard: ({ config, messages }) =>
      call("createGuard", () => {
        ids += 1;
        const id = `gid://shopify/DiscountAutomaticNode/${ids}`;
        const guard = { id, active: true, texts: { config, messages }, writes: 1 };
        state.guards.push(guard);
        return success(present(guard));
      }),
    activateGuard: (id) =>
      call("activateGuard", () => {
        const guard = known(id);
        if (!guard) return failure({ kind: "guard_not_found" });
        guard.active = true;
        return success(present(guard));
      }),
    writeGuardConfig: ({ id, config }, texts) =>
      call("writeGuardConfig", () => {
        const guard = known(id);
        if (!guard) return failure({ kind: "guard_not_found" });
        if (config?.version !== `${guard.writes}`) return failure({ kind: "guard_outdated" });
        guard.texts = texts;
        guard.writes += 1;
        return success(present(guard));
      }),
    removeGuard: (id) =>
      call("removeGuard", () => {
        state.guards = state.guards.filter((guard) => guard.id !== id);
        return success(undefined);
      }),
  };
  const absent = services.platform;
  services.platform = (domain, priority) =>
    new Proxy(absent(domain, priority), {
      get: (target, name) => Reflect.get(platform, name) ?? Reflect.get(target, name),
    });
  return state;
}
