import { afterEach } from "vitest";
import { failureNotes } from "../browser/harness/failure-notes";

// A browser test that fails only now and then can't be repeated to look at the page.
afterEach(async ({ task }) => {
  if (task.result?.state !== "fail" || failureNotes.size === 0) return;
  const notes = await Promise.all([...failureNotes].map((note) => note()));
  throw new Error(notes.filter((note) => note !== "").join("\n"));
});
