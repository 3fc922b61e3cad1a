import { describe, expect, it } from "vitest";
import { patientFetch, RequestFailed, type Trouble } from "./patient-fetch";

const page = "http://app.example/app/pools/1.data";

/** A page whose fetch returns the next of `responders` per call and repeats the last one. */
function openPage(responders: (() => Promise<Response>)[], timeoutMs = 60_000) {
  const calls: { url: string; requestId: string | null }[] = [];
  const troubles: (Trouble | null)[] = [];
  let heard: () => void = () => undefined;
  let ids = 0;
  const patient = patientFetch({
    fetch: (input, init) => {
      calls.push({ url: String(input), requestId: new Headers(init?.headers).get("X-Request-Id") });
      const respond = responders[Math.min(calls.length, responders.length) - 1];
      if (!respond) throw new Error("no response");
      return Promise.race([respond(), aborted(init?.signal)]);
    },
    onTrouble: (_, trouble) => {
      troubles.push(trouble);
      heard();
    },
    makeId: () => `request-${++ids}`,
    timeoutMs,
    // No test waits for the pause. Each of them triggers the retry.
    pauseAfter: () => 2_000_000,
  });
  const nextTrouble = () =>
    new Promise<Trouble>((resolve) => {
      heard = () => {
        const last = troubles.at(-1);
        if (last) resolve(last);
      };
    });
  return { patient, calls, troubles, nextTrouble };
}

const aborted = (signal: AbortSignal | null | undefined) =>
  new Promise<never>((_, reject) =>
    signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError"))),
  );
const lost = () => Promise.reject(new TypeError("Failed to fetch"));
const status = (code: number) => () => Promise.resolve(new Response("", { status: code }));
const never = () => new Promise<Response>(() => undefined);

describe("a page's request for data", () => {
  it("is retried with the same id until there is a response", async () => {
    const { patient, calls, troubles, nextTrouble } = openPage([lost, status(502), status(200)]);
    const first = nextTrouble();
    const response = patient(page);
    const offline = await first;
    expect(offline).toMatchObject({ requestId: "request-1", status: null });
    const second = nextTrouble();
    offline.retry();
    const broken = await second;
    expect(broken).toMatchObject({ requestId: "request-1", status: 502 });
    broken.retry();
    expect((await response).status).toBe(200);
    expect(calls.map(({ requestId }) => requestId)).toEqual(Array(3).fill("request-1"));
    expect(troubles.at(-1)).toBeNull();
  });

  it("counts as lost when the server takes too long", async () => {
    const { patient, nextTrouble } = openPage([never, status(200)], 1);
    const trouble = nextTrouble();
    const response = patient(page);
    (await trouble).retry();
    expect((await response).status).toBe(200);
  });

  it("ends when the merchant navigates away", async () => {
    const { patient, troubles, nextTrouble } = openPage([lost]);
    const leaving = new AbortController();
    const trouble = nextTrouble();
    const response = patient(page, { signal: leaving.signal });
    await trouble;
    leaving.abort(new Error("left"));
    await expect(response).rejects.toThrow("left");
    expect(troubles.at(-1)).toBeNull();
  });

  it("doesn't retry a 404", async () => {
    const { patient, calls, troubles } = openPage([status(404)]);
    expect((await patient(page)).status).toBe(404);
    expect(calls).toHaveLength(1);
    expect(troubles).toEqual([null]);
  });
});

describe("a page's request that changes something", () => {
  it("isn't retried, because it may have been carried out", async () => {
    for (const [respond, code] of [
      [lost, null],
      [status(500), 500],
    ] as const) {
      const { patient, calls } = openPage([respond]);
      const failed = await patient(page, { method: "POST" }).catch((error: unknown) => error);
      expect(failed).toBeInstanceOf(RequestFailed);
      expect(failed).toMatchObject({ requestId: "request-1", status: code });
      expect(calls).toHaveLength(1);
    }
  });
});

it("leaves every other request of the page alone", async () => {
  const { patient, calls } = openPage([status(500)]);
  expect((await patient("http://app.example/healthz")).status).toBe(500);
  expect(calls).toEqual([{ url: "http://app.example/healthz", requestId: null }]);
});
