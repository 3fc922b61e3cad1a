import type { Args, GraphqlContext, ResponseObject, RootField } from "../../graphql/context";
import { addJob } from "../../jobs/add-job";
import { presentJob } from "../../jobs/job-fields";
import { parseGid } from "../../shops/gid";
import { payOrder } from "../actions/pay-order";
import { type RefundRequest, refundOrder } from "../actions/refund-order";
import { moneyText, toMinor } from "../money";
import type { CancelReason, Order } from "../order";
import { orderTotals } from "../order-totals";
import { presentOrder, presentRefund } from "./present-order";
import { visibleOrder } from "./visible-orders";

const findOrder = (context: GraphqlContext, id: unknown): Order | undefined =>
  visibleOrder(context, parseGid(String(id))?.number ?? "");

export const userError = (field: readonly string[] | null, message: string): ResponseObject => ({
  __typename: "UserError",
  field,
  message,
});

export const orderMutations: Readonly<Record<string, RootField>> = {
  orderMarkAsPaid: (args, context) => {
    const order = findOrder(context, (args["input"] as Args)["id"]);
    const payload = (found: Order | null, ...userErrors: ResponseObject[]): ResponseObject => ({
      __typename: "OrderMarkAsPaidPayload",
      order: () => found && presentOrder(context, found),
      userErrors,
    });
    if (!order) return payload(null, userError(["id"], "Order does not exist"));
    const paid = payOrder(context.sandbox, context.shop, order);
    return paid.ok ? payload(order) : payload(order, userError(["id"], paid.message));
  },
  orderCancel: (args, context) => cancel(args, context),
  refundCreate: (args, context) => refund(args["input"] as Args, context),
};

const MAX_NOTE_LENGTH = 255;

/** Responds immediately. A job cancels the order. */
function cancel(args: Args, context: GraphqlContext): ResponseObject {
  const order = findOrder(context, args["orderId"]);
  if (!order) return cancelPayload(null, "NOT_FOUND", "Order does not exist");
  if (order.cancelledAt !== null) {
    return cancelPayload(null, "INVALID", "Cannot cancel an order that has already been canceled");
  }
  const method = args["refundMethod"] as Args | null | undefined;
  // Recorded as rejected, but the messages of these two are not recorded.
  if (method && typeof args["refund"] === "boolean") {
    return cancelPayload(null, "INVALID", "Only one of refund and refundMethod can be given");
  }
  if (String(args["staffNote"] ?? "").length > MAX_NOTE_LENGTH) {
    const message = `Staff note is too long (maximum is ${MAX_NOTE_LENGTH} characters)`;
    return cancelPayload(null, "INVALID", message);
  }
  const job = addJob(context.sandbox, context.shop, "orderCancel", {
    kind: "cancel-order",
    orderId: order.id,
    request: {
      reason: args["reason"] as CancelReason,
      restock: args["restock"] === true,
      refund: args["refund"] === true || method?.["originalPaymentMethodsRefund"] === true,
      note: String(args["staffNote"] ?? ""),
    },
  });
  return cancelPayload(presentJob({ id: job.id, done: false }));
}

function cancelPayload(
  job: ResponseObject | null,
  code?: string,
  message?: string,
): ResponseObject {
  const field = ["orderId"];
  const errors =
    code === undefined ? [] : [{ __typename: "OrderCancelUserError", field, code, message }];
  return {
    __typename: "OrderCancelPayload",
    job,
    orderCancelUserErrors: errors,
    userErrors: errors.map((error) => userError(field, error.message ?? "")),
  };
}

function refund(input: Args, context: GraphqlContext): ResponseObject {
  const { shop, sandbox } = context;
  const order = findOrder(context, input["orderId"]);
  const payload = (found: Order | null, ...userErrors: ResponseObject[]): ResponseObject => ({
    __typename: "RefundCreatePayload",
    order: () => found && presentOrder(context, found),
    refund: () => {
      const last = userErrors.length === 0 ? found?.refunds.at(-1) : undefined;
      return found && last ? presentRefund(context, found, last) : null;
    },
    userErrors,
  });
  if (!order) return payload(null, userError(["orderId"], "Order does not exist"));
  const request = readRefund(shop.currency, order, input);
  const { received, refunded } = orderTotals(order);
  const transactions = (input["transactions"] ?? []) as Args[];
  if (transactions.some(({ kind, parentId }) => kind === "REFUND" && parentId == null)) {
    // Recorded as refused; the sentence is ours.
    return payload(order, userError(["transactions"], "A refund needs its parent transaction"));
  }
  const [requested, net] = [request.amount ?? 0, received - refunded];
  if (input["allowOverRefunding"] !== true && requested > net) {
    const text = (minor: number) => moneyText(shop.currency, minor);
    const message = `Refund amount ${text(requested)} is greater than net payment received ${text(net)}`;
    return payload(order, userError(["transactions"], message));
  }
  const changed = refundOrder(sandbox, shop, order, request);
  return changed.ok ? payload(order) : payload(order, userError(null, changed.message));
}

/** Money moves only where `transactions` say so, whatever the lines are worth. */
function readRefund(currency: string, order: Order, input: Args): RefundRequest {
  const lines = (input["refundLineItems"] ?? []) as Args[];
  const transactions = (input["transactions"] ?? []) as Args[];
  const shipping = input["shipping"] as Args | null | undefined;
  const amount = shipping?.["amount"];
  return {
    lines: lines.map((line) => ({
      lineId: String(line["lineItemId"]),
      quantity: Number(line["quantity"]),
    })),
    amount: transactions.reduce((sum, one) => sum + toMinor(currency, String(one["amount"])), 0),
    shipping:
      shipping?.["fullRefund"] === true
        ? orderTotals(order).currentShipping
        : amount === undefined || amount === null
          ? 0
          : toMinor(currency, String(amount)),
    restock: lines.some((line) => ["RETURN", "CANCEL"].includes(String(line["restockType"]))),
    ...(typeof input["note"] === "string" && { note: input["note"] }),
  };
}
