import { expect, it } from "vitest";
import { describeKeys } from "./describe-keys";

it("says what each key is used for and whether it can be removed", () => {
  const lines = describeKeys([
    {
      id: "2027a",
      place: 0,
      required: true,
      counts: [
        { table: "session", count: 31 },
        { table: "recipient", count: 1_204_332 },
      ],
    },
    { id: "2026a", place: 1, required: true, counts: [{ table: "recipient", count: 0 }] },
    { id: "2025-old", place: 2, required: false, counts: [] },
    { id: "lost", place: -1, required: true, counts: [{ table: "recipient", count: 3 }] },
    { id: "", place: -1, required: false, counts: [{ table: "recipient", count: 2 }] },
  ]);
  expect(lines).toEqual([
    "2027a     encrypts  session 31, recipient 1,204,332",
    "2026a     decrypts  no data, but still required: wait for the worker's log",
    "2025-old  decrypts  no data needs it",
    "lost      missing   recipient 3",
    "(no key)  damaged   recipient 2",
  ]);
  expect(describeKeys([{ id: "2026a", place: 0, required: true, counts: [] }])).toEqual([
    "2026a  encrypts  no data yet",
  ]);
});
