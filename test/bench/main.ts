import { parseArgs } from "node:util";
import { bench as assignBatch } from "./assign-batch";
import { bench as assignHttp } from "./assign-http";
import type { Bench, Figure } from "./bench";
import { bench as campaign } from "./campaign";
import { bench as generate } from "./generate";
import { bench as growth } from "./growth";
import { bench as guard } from "./guard";
import { bench as home } from "./home";
import { bench as importCodes } from "./import";
import { bench as importMemory } from "./import-memory";
import { bench as render } from "./render";
import { bench as sealedAssign } from "./sealed-assign";
import { bench as upload } from "./upload";
import { bench as webhooks } from "./webhooks";

/** All benches. */
const benches: Bench[] = [
  importCodes,
  importMemory,
  assignBatch,
  campaign,
  growth,
  assignHttp,
  sealedAssign,
  render,
  webhooks,
  home,
  generate,
  upload,
  guard,
];

/** `npm run bench [-- NAME…] [--json]`: figures as ratios to a baseline measured in the same run. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { json: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const known = benches.flatMap((bench) => bench.names);
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`Unknown benches: ${unknown.join(", ")}. Available: ${known.join(", ")}.`);
  }
  const isSelected = (name: string) => positionals.length === 0 || positionals.includes(name);
  for (const bench of benches) {
    if (!bench.names.some(isSelected)) continue;
    for (const figure of await bench.run()) {
      if (isSelected(figure.name)) {
        process.stdout.write(`${values.json ? JSON.stringify(figure) : line(figure)}\n`);
      }
    }
  }
}

function line({ name, ours, baseline, ratio, unit, aim }: Figure): string {
  const [left, right] = [ours, baseline].map((value) => value.toFixed(value < 10 ? 2 : 0));
  return `${name.padEnd(18)} ${ratio.toFixed(2).padStart(6)}  (aim ${aim})   ours ${left} ${unit}, baseline ${right} ${unit}`;
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
