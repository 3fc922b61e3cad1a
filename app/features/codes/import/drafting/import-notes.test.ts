import { expect, it } from "vitest";
import { readCodesOf } from "../../../../../test/factories/read-codes-of";
import { importNotes } from "./import-notes";

async function look(codes: readonly string[]) {
  const read = await readCodesOf(["code", ...codes].join("\n"));
  if (typeof read === "string") throw new Error(read);
  const looked = codes.map((code, place) => ({
    row: { line: place + 2, cells: [code] },
    problem: null,
  }));
  return { taken: read.codes.map(({ code }) => code), notes: importNotes(read.reading, looked) };
}

it("keeps codes with look-alike characters and counts them", async () => {
  const lookAlikes = ["SPRING–10", "SPRING‑10", "ANNA’S-5", "САЛЕ5", "CODЕ-7", "−5OFF"];
  const { taken: imported, notes } = await look([
    ...lookAlikes,
    "SPRING-10",
    "ÉTÉ-25",
    "夏セール5",
    "ΔΦ-20X",
  ]);
  expect(imported).toEqual(expect.arrayContaining([...lookAlikes, "SPRING-10", "ÉTÉ-25"]));
  expect(notes).toEqual(
    expect.arrayContaining([
      { kind: "look_alikes", count: expect.any(Number), example: "SPRING–10" },
    ]),
  );
  const note = notes.find(({ kind }) => kind === "look_alikes");
  expect(note).toMatchObject({ count: lookAlikes.length + 1 });
});

it("doesn't warn about letters that every customer of the store can type", async () => {
  const { notes } = await look(["SPRING-10", "ÉTÉ-25", "GRÜN-5", "夏セール5", "ЛЕТО"]);
  expect(notes).toEqual([]);
});
