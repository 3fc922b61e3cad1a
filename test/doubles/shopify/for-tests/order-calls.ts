import type { describeOrder } from "../orders/control/describe-order";
import { adminApi } from "./admin-api";
import { DEMO_SHOP, type TestSandbox } from "./test-sandbox";

type DescribedOrder = ReturnType<typeof describeOrder>;

const ORDERS = `/control/api/shops/${DEMO_SHOP}/orders`;

export interface OrderCalls {
  place(order?: object): Promise<DescribedOrder>;
  /** Places an order that is rejected, and returns the response. */
  refused(order: object): Promise<{ errors: string; refused: { code: string; reason: string }[] }>;
  act(order: { id: string }, action: string, body?: object): Promise<DescribedOrder>;
  list(): Promise<DescribedOrder[]>;
  find(order: { id: string }): Promise<DescribedOrder>;
  /** Asks the Admin API. */
  ask<T>(query: string, variables?: object): Promise<T>;
}

/** Places and changes orders of the demo store over HTTP. */
export function orderCalls(sandbox: TestSandbox): OrderCalls {
  const admin = adminApi(sandbox);
  const post = (path: string, body: object): Promise<Response> =>
    fetch(`${sandbox.running.url}${path}`, { method: "POST", body: JSON.stringify(body) });
  return {
    place: async (order = {}) => (await sandbox.call("POST", ORDERS, order)) as DescribedOrder,
    refused: async (order) => {
      const answer = await post(ORDERS, order);
      if (answer.status !== 422) throw new Error(`The order was not rejected: ${answer.status}`);
      return answer.json();
    },
    act: async ({ id }, action, body = {}) =>
      (await sandbox.call("POST", `${ORDERS}/${id}/${action}`, body)) as DescribedOrder,
    list: async () => ((await sandbox.call("GET", ORDERS)) as { orders: DescribedOrder[] }).orders,
    find: async ({ id }) => (await sandbox.call("GET", `${ORDERS}/${id}`)) as DescribedOrder,
    ask: async <T>(query: string, variables: object = {}) => {
      const { data, errors } = await admin.ask(query, variables);
      if (errors?.[0]) throw new Error(errors[0].message);
      return data as T;
    },
  };
}
