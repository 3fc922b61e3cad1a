import { describe, expect, it } from "vitest";
import { fileResponse } from "./file-response.server";

describe("a file response", () => {
  const file = { name: "Été codes.csv", type: "text/csv" };
  const browser = { signal: new AbortController().signal, drained: async () => undefined };

  function endlessRows() {
    const seen = { rows: 0, ended: false };
    async function* rows() {
      try {
        for (;;) {
          seen.rows += 1;
          yield "row\n";
        }
      } finally {
        seen.ended = true;
      }
    }
    return { seen, rows: rows() };
  }

  it("is saved under the file's name", () => {
    const response = fileResponse(endlessRows().rows, file, browser);
    expect(response.headers.get("Content-Disposition")).toBe(
      `attachment; filename="-t-codes.csv"; filename*=UTF-8''%C3%89t%C3%A9%20codes.csv`,
    );
  });

  it("stops reading rows when the download is canceled", async () => {
    const { seen, rows } = endlessRows();
    const reader = fileResponse(rows, file, browser).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(seen.ended).toBe(true);
  });

  it("ends when the browser disconnects", async () => {
    const { seen, rows } = endlessRows();
    const gone = new AbortController();
    const reader = fileResponse(rows, file, { ...browser, signal: gone.signal }).body?.getReader();
    await reader?.read();
    gone.abort();
    for (let at = await reader?.read(); at && !at.done; at = await reader?.read());
    expect(seen.ended).toBe(true);
  });

  it("generates no further row before the browser has read the ones before", async () => {
    const { seen, rows } = endlessRows();
    const drained = () => (seen.rows < 3 ? Promise.resolve() : new Promise<void>(() => undefined));
    const reader = fileResponse(rows, file, { ...browser, drained }).body?.getReader();
    for (let row = 0; row < 3; row += 1) await reader?.read();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen.rows).toBe(3);
  });
});
