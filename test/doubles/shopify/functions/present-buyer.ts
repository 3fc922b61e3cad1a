import type { Customer } from "../customers/customer";
import { findCustomer } from "../customers/find-customer";
import { toDecimal } from "../orders/money";
import { orderTotals } from "../orders/order-totals";
import { gid } from "../shops/gid";
import { type FunctionContext, hasTags, metafieldOf } from "./function-context";
import type { Source } from "./source";

/**
 * `BuyerIdentity`. Assumed: null while nobody is signed in and no address is entered, which is every
 * cart of a guest. A guest who typed a customer's address is that customer if the checkout attaches
 * customers, but not authenticated (issues of other apps).
 */
export function presentBuyer(context: FunctionContext): Source | null {
  const { shop, cart, sandbox } = context;
  const { customerId, email } = cart.buyer;
  if (customerId === null && email === null) return null;
  const attached = sandbox.world.checkout.attachCustomerToGuest && email !== null;
  const signedIn = shop.customers[customerId ?? ""];
  const customer = signedIn ?? (attached ? findCustomer(shop, email) : undefined);
  return {
    email,
    phone: signedIn?.phone ?? null,
    isAuthenticated: signedIn !== undefined,
    customer: customer ? presentCustomer(context, customer) : null,
    purchasingCompany: null,
    shopUser: null,
  };
}

function presentCustomer(context: FunctionContext, customer: Customer): Source {
  const { shop } = context;
  const orders = () => Object.values(shop.orders).filter((one) => one.customerId === customer.id);
  return {
    id: gid("Customer", customer.id),
    email: customer.email,
    firstName: customer.firstName,
    lastName: customer.lastName,
    displayName:
      [customer.firstName, customer.lastName].filter(Boolean).join(" ") || (customer.email ?? ""),
    createdAt: new Date(customer.createdAt).toISOString(),
    numberOfOrders: () => orders().length,
    amountSpent: () => {
      const spent = orders().map((order) => {
        const { received, refunded } = orderTotals(order);
        return received - refunded;
      });
      const amount = toDecimal(
        shop.currency,
        spent.reduce((sum, one) => sum + one, 0),
      );
      return { amount, currencyCode: shop.currency };
    },
    ...hasTags(customer.tags),
    metafield: metafieldOf(context, "CUSTOMER", customer.id),
  };
}
