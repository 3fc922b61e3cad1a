import { createHash } from "node:crypto";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Folders whose files take minutes, the slowest first. */
const slow = ["test/properties/", "test/browser/", "test/faults/"];

/**
 * Starts the slowest files first, so that the workers end together. Files that share a process come
 * last and in one piece: a worker keeps its process only while the next file may share it.
 * `--sequence.shuffle` gives the order of its seed instead.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { shuffle, seed } = this.ctx.config.sequence;
    if (shuffle) return files.sort((a, b) => (chance(a, seed) < chance(b, seed) ? -1 : 1));
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

function place({ moduleId, project }: TestSpecification): number {
  if (!project.config.isolate) return slow.length + 1;
  const at = slow.findIndex((folder) => moduleId.includes(folder));
  return at === -1 ? slow.length : at;
}

function chance({ moduleId }: TestSpecification, seed: number): string {
  return createHash("sha1").update(`${seed} ${moduleId}`).digest("hex");
}
