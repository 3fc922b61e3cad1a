import { HttpResponseError } from "@shopify/shopify-api";
import { SessionNotFoundError } from "@shopify/shopify-app-remix/server";
import { ClientError } from "graphql-request";
import { describe, expect, it } from "vitest";
import { isInstalled } from "./is-installed.server";

const failing = (error: Error) => isInstalled(() => Promise.reject(error));
const apiAnswer = (status: number) =>
  new ClientError({ status, headers: new Headers(), body: "" } as never, { query: "" });
const refreshAnswer = (code: number) =>
  new HttpResponseError({ message: "", code, statusText: "" });

describe("asking whether the app is installed", () => {
  it("says yes when a call gets through", async () => {
    expect(await isInstalled(() => Promise.resolve("shop"))).toBe(true);
  });

  it("says no without a session, and when token or refresh are refused", async () => {
    expect(await failing(new SessionNotFoundError("none"))).toBe(false);
    expect(await failing(apiAnswer(401))).toBe(false);
    expect(await failing(refreshAnswer(400))).toBe(false);
  });

  it("does not know when Shopify does not answer", async () => {
    await expect(failing(new TypeError("fetch failed"))).rejects.toThrow();
    await expect(failing(apiAnswer(503))).rejects.toThrow();
    await expect(failing(refreshAnswer(500))).rejects.toThrow();
  });
});
