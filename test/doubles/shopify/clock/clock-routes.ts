import { json } from "../http/answers";
import type { Route } from "../http/route";
import { moveClock } from "./move-clock";
import { now } from "./now";

/** Lets processes follow the sandbox's clock, and tests move it. */
export const clockRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/control/api/clock",
    handle: ({ sandbox }) =>
      json({
        offsetMs: sandbox.world.clockOffsetMs,
        now: new Date(now(sandbox)).toISOString(),
      }),
  },
  {
    method: "POST",
    path: "/control/api/clock",
    handle: async ({ sandbox, request }) => {
      const input = (await request.json()) as { offsetMs?: number; advanceMs?: number };
      const offsetMs = input.offsetMs ?? sandbox.world.clockOffsetMs + (input.advanceMs ?? 0);
      if (!Number.isFinite(offsetMs)) return json({ errors: "offsetMs is not a number" }, 400);
      await moveClock(sandbox, offsetMs);
      return json({ offsetMs, now: new Date(now(sandbox)).toISOString() });
    },
  },
  {
    method: "GET",
    path: "/clock/follow",
    handle: ({ sandbox }) =>
      new Response(sandbox.followers.follow(sandbox.world.clockOffsetMs), {
        headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
      }),
  },
  {
    method: "POST",
    path: "/clock/seen",
    handle: async ({ sandbox, request }) => {
      const { follower, move } = (await request.json()) as { follower: string; move: number };
      sandbox.followers.acknowledge(follower, move);
      return json({});
    },
  },
];
