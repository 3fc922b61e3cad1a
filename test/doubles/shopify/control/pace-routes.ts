import { json } from "../http/answers";
import type { Route } from "../http/route";
import { type Pace, REAL_PACE } from "../state/pace";

/** Sets how long background work takes, in milliseconds: the fields of {@link Pace}. */
export const paceRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/control/api/pace",
    handle: ({ sandbox }) => json(sandbox.world.pace),
  },
  {
    method: "POST",
    path: "/control/api/pace",
    handle: async ({ sandbox, request }) => {
      const input = (await request.json()) as Partial<Record<string, unknown>>;
      const wrong = Object.entries(input).find(
        ([name, ms]) => !(name in REAL_PACE) || typeof ms !== "number" || !(ms >= 0),
      );
      if (wrong) return json({ errors: `${wrong[0]} is not a valid setting` }, 400);
      Object.assign(sandbox.world.pace, input satisfies Partial<Record<keyof Pace, unknown>>);
      return json(sandbox.world.pace);
    },
  },
];
