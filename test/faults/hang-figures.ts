import { setTimeout } from "node:timers/promises";
import type { Services } from "../../app/services.server";
import { hangShopify, type Needless } from "./hang";

/** Milliseconds between two operations of the same kind. */
const pace = 20;

/** The p99 latency in milliseconds of operations that don't need Shopify while Shopify hangs. */
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
        const startedAt = performance.now();
        await hung.once(what);
        took[what].push(performance.now() - startedAt);
        await setTimeout(pace);
      }
    }),
  );
  await hung.end();
  return {
    assignment: p99(took.assignment),
    webhook: p99(took.webhook),
    healthz: p99(took.healthz),
  };
}

function p99(milliseconds: number[]): number {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? 0;
}
