import { setTimeout } from "node:timers/promises";
import type { Services } from "../../app/services.server";
import { hangShopify, type Needless } from "./hang";

/** Milliseconds between two things of a kind. */
const pace = 20;

/** The slowest hundredth, in milliseconds, of what needs no Shopify while Shopify hangs. */
export async function hangFigures(
  services: Services,
  { stores, seconds }: { stores: number; seconds: number },
): Promise<Record<Needless, number>> {
  const hung = await hangShopify(services, stores);
  const took: Record<Needless, number[]> = { assignment: [], webhook: [], healthz: [] };
  const until = performance.now() + seconds * 1000;
  const kinds = ["assignment", "webhook", "healthz"] as const;
  await Promise.all(
    kinds.map(async (what) => {
      while (performance.now() < until) {
        const begun = performance.now();
        await hung.once(what);
        took[what].push(performance.now() - begun);
        await setTimeout(pace);
      }
    }),
  );
  await hung.end();
  return {
    assignment: slowestHundredth(took.assignment),
    webhook: slowestHundredth(took.webhook),
    healthz: slowestHundredth(took.healthz),
  };
}

function slowestHundredth(milliseconds: number[]): number {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? 0;
}
