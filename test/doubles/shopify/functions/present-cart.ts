import { toDecimal } from "../orders/money";
import type { CartLine } from "../orders/terms/cart";
import type { Product } from "../products/product";
import { gid } from "../shops/gid";
import { type FunctionContext, hasTags, metafieldOf } from "./function-context";
import { presentBuyer } from "./present-buyer";
import type { Source } from "./source";

/** `Cart`. The sandbox's carts have no attributes, notes and delivery groups. */
export function presentCart(context: FunctionContext): Source {
  const { cart, shop } = context;
  const subtotal = cart.lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  const money = (minor: number): Source => ({
    amount: toDecimal(shop.currency, minor),
    currencyCode: shop.currency,
  });
  return {
    attribute: () => null,
    buyerIdentity: () => presentBuyer(context),
    cost: {
      subtotalAmount: money(subtotal),
      totalAmount: money(subtotal),
      totalDutyAmount: null,
      totalTaxAmount: null,
    },
    // Reported empty for this target.
    deliveryGroups: [],
    discountApplications: [],
    // The newest line is first (recorded).
    lines: () =>
      cart.lines.map((line, index) => presentLine(context, line, index, money)).reverse(),
    metafield: () => null,
    poNumber: null,
    retailLocation: null,
  };
}

function presentLine(
  context: FunctionContext,
  line: CartLine,
  index: number,
  money: (minor: number) => Source,
): Source {
  const total = money(line.price * line.quantity);
  return {
    id: gid("CartLine", String(index + 1)),
    quantity: line.quantity,
    attribute: () => null,
    cost: {
      amountPerQuantity: money(line.price),
      compareAtAmountPerQuantity: null,
      subtotalAmount: total,
      totalAmount: total,
    },
    discountAllocations: [],
    merchandise: () => presentMerchandise(context, line),
    parentRelationship: null,
    sellingPlanAllocation: null,
  };
}

function presentMerchandise(context: FunctionContext, line: CartLine): Source {
  const product = context.shop.products[line.productId ?? ""];
  if (!product || line.variantId === null) {
    return { __typename: "CustomProduct", title: line.title, isGiftCard: false };
  }
  return {
    __typename: "ProductVariant",
    id: gid("ProductVariant", line.variantId),
    sku: line.sku,
    title: line.variantTitle,
    ...inCollections(context, product),
    product: () => presentProduct(context, product),
  };
}

const presentProduct = (context: FunctionContext, product: Product): Source => ({
  id: gid("Product", product.id),
  handle: product.handle,
  title: product.title,
  vendor: product.vendor,
  productType: product.productType,
  isGiftCard: false,
  ...hasTags(product.tags),
  ...inCollections(context, product),
  metafield: metafieldOf(context, "PRODUCT", product.id),
});

function inCollections({ shop }: FunctionContext, { id }: Product) {
  const isMember = (collectionId: string): boolean =>
    shop.collections[collectionId.replace(/^.*\//, "")]?.productIds.includes(id) ?? false;
  const idsOf = (ids: unknown): string[] => (Array.isArray(ids) ? ids.map(String) : []);
  return {
    inAnyCollection: ({ ids }: Readonly<Record<string, unknown>>) => idsOf(ids).some(isMember),
    inCollections: ({ ids }: Readonly<Record<string, unknown>>): Source[] =>
      idsOf(ids).map((one) => ({ collectionId: one, isMember: isMember(one) })),
  };
}
