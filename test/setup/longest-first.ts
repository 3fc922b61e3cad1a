import { createHash } from "node:crypto";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Folders whose files take minutes, the slowest first. The browser tests wait for their stack meanwhile. */
const slow = ["test/properties/", "test/browser/", "test/faults/"];

// With a sequencer of our own, the configuration no longer says that the files are to be shuffled.
const shuffled = process.argv.some((argument) => argument.startsWith("--sequence.shuffle"));

/**
 * Starts the slowest files first, so that the workers end together. Files that share a process come in
 * one piece: a worker keeps its process only while the next file may share it.
 * `--sequence.shuffle.files --sequence.seed=7` gives the order of that seed instead.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    if (shuffled) {
      const { seed } = this.ctx.config.sequence;
      return files.sort((a, b) => (chance(a, seed) < chance(b, seed) ? -1 : 1));
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

function place({ moduleId, project }: TestSpecification): number {
  if (project.name === "shared") return slow.length + 1;
  const at = slow.findIndex((folder) => moduleId.includes(folder));
  return at === -1 ? slow.length : at;
}

function chance({ moduleId }: TestSpecification, seed: number): string {
  return createHash("sha1").update(`${seed} ${moduleId}`).digest("hex");
}
