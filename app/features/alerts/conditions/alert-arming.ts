import type { PoolCheck } from "./alert-conditions";

/** What is remembered of one kind of alert of one pool. */
export interface AlertState {
  /** Null: armed. */
  raisedAt: Date | null;
  /** Day (`YYYY-MM-DD`) of the shop's calendar of the last email. */
  mailedOn: string | null;
  /** Raised, and nobody was told of it yet. */
  mailOwed: boolean;
}

export const armed: AlertState = { raisedAt: null, mailedOn: null, mailOwed: false };

export interface AlertStep {
  state: AlertState;
  /** An email is to go out now. */
  mail: boolean;
}

/**
 * One look at a condition. The alert is raised while the condition holds and armed again when it is
 * over. Each time it is raised one email goes out, at most one on a day of the shop's calendar: what
 * is raised again on the same day is told the next day, if it still holds then.
 */
export function stepAlert(
  before: AlertState,
  verdict: PoolCheck,
  now: Date,
  today: string,
): AlertStep {
  if (verdict === "covered") return { state: before, mail: false };
  if (verdict === "over") {
    return { state: { raisedAt: null, mailedOn: before.mailedOn, mailOwed: false }, mail: false };
  }
  const owed = before.raisedAt === null || before.mailOwed;
  const mail = owed && (before.mailedOn === null || before.mailedOn < today);
  return {
    state: {
      raisedAt: before.raisedAt ?? now,
      mailedOn: mail ? today : before.mailedOn,
      mailOwed: owed && !mail,
    },
    mail,
  };
}

/** Whether a step left anything to be remembered. */
export function sameAlert(one: AlertState, other: AlertState): boolean {
  return (
    one.raisedAt?.getTime() === other.raisedAt?.getTime() &&
    one.mailedOn === other.mailedOn &&
    one.mailOwed === other.mailOwed
  );
}
