import { expect, it } from "vitest";
import { acceptRequestId } from "./request-id";

const made = () => "made";

it.each(["a", "req_42.retry-1", "x".repeat(64)])("a client's request ID is kept: %s", (id) => {
  expect(acceptRequestId(id, made)).toBe(id);
});

it.each([undefined, "", "x".repeat(65), "two words", "line\nbreak", "é", ["a", "b"]])(
  "a request ID that isn't safe to log is replaced: %j",
  (header) => {
    expect(acceptRequestId(header, made)).toBe("made");
  },
);
