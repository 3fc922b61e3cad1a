import { expect, test } from "vitest";
import { editProblem } from "./code-change";

const now = new Date("2026-11-21T12:00:00Z");

test("an edit must change something", () => {
  expect(editProblem({}, now)).toEqual({
    kind: "invalid_input",
    field: "edit",
    message: "Choose what to change.",
  });
});

test.each([
  ["assignBy", "2026-11-21T11:59:59Z"],
  ["useBy", "2026-11-21T11:59:59Z"],
  ["useBy", "2026-11-21T12:00:00Z"],
])("a date that is over is reported at its field: %s %s", (field, date) => {
  expect(editProblem({ message: "Enjoy", [field]: date }, now)).toEqual({
    kind: "invalid_input",
    field,
    message: "Enter a date in the future.",
  });
});

test("of two dates that are over, the first field of the form is reported", () => {
  const over = "2026-11-20T22:59:59Z";
  expect(editProblem({ useBy: over, assignBy: over }, now)?.field).toBe("assignBy");
});

test.each([
  { assignBy: "2026-11-21T12:00:01Z", useBy: "2027-01-01T22:59:59Z" },
  { assignBy: null, useBy: null, useWithinDays: null, message: null },
  { message: "" },
])("an edit may set future dates and remove values: %j", (edit) => {
  expect(editProblem(edit, now)).toBeUndefined();
});
