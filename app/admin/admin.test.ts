import { expect, it } from "vitest";
import { z } from "zod";
import { type AdminRequest, formAction } from "./admin.server";

it("reports a lock timeout in place, and throws our own errors", async () => {
  const failing = (code: string) =>
    formAction(z.object({}), () => Promise.reject(Object.assign(new Error("no"), { code })));
  const request = {} as AdminRequest;
  expect(await failing("55P03").run(request, { intent: "void-all" })).toMatchObject({
    ok: false,
    intent: "void-all",
    failure: { kind: "busy" },
    message: expect.stringContaining("try again"),
  });
  await expect(failing("42601").run(request, {})).rejects.toThrow("no");
});
