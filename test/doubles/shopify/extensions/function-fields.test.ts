import { beforeEach, expect, test } from "vitest";
import { adminApi } from "../for-tests/admin-api";
import { appFolder, functionToml } from "../for-tests/app-folder";
import { API_KEY, testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox({ tomlFile: appFolder({ guard: functionToml("code-guard") }) });
const api = adminApi(sandbox);

beforeEach(() => sandbox.call("POST", "/control/api/reset"));

const deploy = (deployed: boolean, handle = "code-guard") =>
  sandbox.call("POST", `/control/api/functions/${handle}`, { deployed });

interface Found {
  id: string;
  handle: string;
}

const list = async (filter = ""): Promise<Found[]> => {
  const query = `{ shopifyFunctions(first: 5 ${filter}) { nodes { id handle title description apiType
    apiVersion inputQuery useCreationUi appKey app { title } } } }`;
  return (await api.field<{ nodes: Found[] }>("shopifyFunctions", query)).nodes;
};

const find = (id: string): Promise<Found | null> =>
  api.field("shopifyFunction", "query ($id: String!) { shopifyFunction(id: $id) { id handle } }", {
    id,
  });

test("an app finds its deployed functions", async () => {
  const [guard] = await list();
  expect(guard).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    handle: "code-guard",
    title: "Code guard",
    description: "Rejects codes",
    apiType: "discount",
    apiVersion: "2026-10",
    inputQuery: "query Input { __typename }\n",
    useCreationUi: false,
    appKey: API_KEY,
    app: { title: "A tested app" },
  });
  expect(await find(guard?.id ?? "")).toEqual({ id: guard?.id, handle: "code-guard" });
  expect(await find("0199a3c2-0000-7000-9000-000000000000")).toBeNull();
});

test("functions are filtered by their API and by how they are created", async () => {
  expect(await list(`apiType: "discount"`)).toHaveLength(1);
  expect(await list(`apiType: "cart_transform"`)).toEqual([]);
  expect(await list("useCreationUi: true")).toEqual([]);
});

test("a function that is withdrawn is not found until it is deployed again, with the same ID", async () => {
  const [before] = await list();
  expect(await deploy(false)).toEqual({ functions: [{ handle: "code-guard", deployed: false }] });
  expect(await list()).toEqual([]);
  expect(await find(before?.id ?? "")).toBeNull();
  await deploy(true);
  expect(await list()).toEqual([before]);
});

test("only a function of the app can be withdrawn", async () => {
  await expect(deploy(false, "other")).rejects.toThrow("404");
});
