import { createHash } from "node:crypto";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Browser tests of the whole product, which share a stack. */
const isStory = ({ moduleId }: TestSpecification) => /test\/browser\/[^/]+$/.test(moduleId);

/**
 * The slowest files first. Files that share a process run consecutively because a worker reuses its
 * process only if the next file may share it.
 */
const order: ((file: TestSpecification) => boolean)[] = [
  ({ project }) => project.name === "isolated",
  ({ moduleId }) => moduleId.includes("test/properties/"),
  isStory,
  ({ moduleId }) => moduleId.includes("test/faults/"),
  ({ moduleId }) => /test\/integration\/(api|encryption|jobs|stack)\//.test(moduleId),
  ({ moduleId }) => /test\/(integration|doubles|setup)\//.test(moduleId),
  () => true,
];

// With a custom sequencer, Vitest's config no longer says whether to shuffle.
const shuffled = process.argv.some((argument) => argument.startsWith("--sequence.shuffle"));

/**
 * Starts the slowest files first, so all workers finish at about the same time.
 * Use `--sequence.shuffle.files --sequence.seed=7` for a random order.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    if (shuffled) {
      const { seed } = this.ctx.config.sequence;
      return files.sort((a, b) => (chance(a, seed) < chance(b, seed) ? -1 : 1));
    }
    const sorted = (await super.sort(files)).sort((a, b) => place(a) - place(b));
    // One browser test at once: it orders the build, and the others find it done.
    const builder = sorted.find(isStory);
    return builder ? [builder, ...sorted.filter((file) => file !== builder)] : sorted;
  }
}

const place = (file: TestSpecification): number => order.findIndex((holds) => holds(file));

function chance({ moduleId }: TestSpecification, seed: number): string {
  return createHash("sha1").update(`${seed} ${moduleId}`).digest("hex");
}
