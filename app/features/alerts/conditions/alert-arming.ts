import type { PoolCheck } from "./alert-conditions";

/** The stored state of one kind of alert of one pool. */
export interface AlertState {
  /** Null: armed. */
  raisedAt: Date | null;
  /** Date (`YYYY-MM-DD`, in the shop's time zone) of the last email. */
  mailedOn: string | null;
  /** Raised without an email so far. */
  mailPending: boolean;
}

export const armed: AlertState = { raisedAt: null, mailedOn: null, mailPending: false };

export interface AlertStep {
  state: AlertState;
  /** Send an email now. */
  mail: boolean;
}

/**
 * Applies one check of a condition. The alert is raised while the condition holds and rearmed afterwards.
 * Raising sends one email, at most one a day in the shop's time zone. If it is raised again on the same
 * day, the email goes out the next day if the condition still holds.
 */
export function stepAlert(
  before: AlertState,
  check: PoolCheck,
  now: Date,
  today: string,
): AlertStep {
  if (check === "covered") return { state: before, mail: false };
  if (check === "over") {
    return {
      state: { raisedAt: null, mailedOn: before.mailedOn, mailPending: false },
      mail: false,
    };
  }
  const pending = before.raisedAt === null || before.mailPending;
  const mail = pending && (before.mailedOn === null || before.mailedOn < today);
  return {
    state: {
      raisedAt: before.raisedAt ?? now,
      mailedOn: mail ? today : before.mailedOn,
      mailPending: pending && !mail,
    },
    mail,
  };
}

/** Whether two states are equal, so nothing has to be stored. */
export function sameAlert(a: AlertState, b: AlertState): boolean {
  return (
    a.raisedAt?.getTime() === b.raisedAt?.getTime() &&
    a.mailedOn === b.mailedOn &&
    a.mailPending === b.mailPending
  );
}
