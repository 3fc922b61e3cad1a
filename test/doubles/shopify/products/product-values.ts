import { isoTime } from "../clock/now";
import { count, money } from "../graphql/answers";
import type { Args, ResponseObject } from "../graphql/context";
import { gid } from "../shops/gid";
import type { Shop } from "../shops/shop";
import type { Collection, Product, Variant } from "./product";
import { totalInventory } from "./product-search";

/** A product's own fields. Links to other objects are in catalogue.ts. */
export function productValues(shop: Shop, product: Product): ResponseObject {
  const published = product.status === "ACTIVE";
  const url = `https://${shop.domain}/products/${product.handle}`;
  const prices = product.variants.map((variant) => Number(variant.price));
  const price = (amount: number): ResponseObject => money(shop, amount.toFixed(2));
  return {
    __typename: "Product",
    id: gid("Product", product.id),
    legacyResourceId: product.id,
    title: product.title,
    handle: product.handle,
    description: ({ truncateAt }: Args) => truncated(product.description, truncateAt),
    descriptionHtml: `<p>${product.description.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>`,
    vendor: product.vendor,
    productType: product.productType,
    status: product.status,
    tags: product.tags,
    featuredImage: null,
    isGiftCard: false,
    tracksInventory: true,
    totalInventory: totalInventory(product),
    hasOnlyDefaultVariant: product.variants.every((variant) => variant.title === "Default Title"),
    onlineStoreUrl: published ? url : null,
    onlineStorePreviewUrl: url,
    publishedAt: published ? isoTime(product.createdAt) : null,
    options: ({ first }: Args) => options(product).slice(0, Number(first ?? 3)),
    priceRangeV2: {
      __typename: "ProductPriceRangeV2",
      minVariantPrice: () => price(Math.min(...prices)),
      maxVariantPrice: () => price(Math.max(...prices)),
    },
    variantsCount: count(product.variants.length),
    createdAt: isoTime(product.createdAt),
    updatedAt: isoTime(product.updatedAt),
  };
}

export const variantValues = (product: Product, variant: Variant): ResponseObject => ({
  __typename: "ProductVariant",
  id: gid("ProductVariant", variant.id),
  legacyResourceId: variant.id,
  title: variant.title,
  displayName: `${product.title} - ${variant.title}`,
  price: variant.price,
  compareAtPrice: variant.compareAtPrice,
  sku: variant.sku,
  barcode: null,
  image: null,
  taxable: true,
  inventoryQuantity: variant.inventory,
  availableForSale: product.status === "ACTIVE" && variant.inventory > 0,
  position: product.variants.indexOf(variant) + 1,
  selectedOptions: Object.entries(variant.options).map(([name, value]) => ({
    __typename: "SelectedOption",
    name,
    value,
  })),
  createdAt: isoTime(product.createdAt),
  updatedAt: isoTime(product.updatedAt),
});

export const collectionValues = (collection: Collection): ResponseObject => ({
  __typename: "Collection",
  id: gid("Collection", collection.id),
  legacyResourceId: collection.id,
  title: collection.title,
  handle: collection.handle,
  description: ({ truncateAt }: Args) => truncated(collection.description, truncateAt),
  image: null,
  updatedAt: isoTime(collection.updatedAt),
});

const truncated = (text: string, at: unknown): string =>
  typeof at === "number" && text.length > at ? `${text.slice(0, Math.max(0, at - 3))}...` : text;

function options(product: Product): ResponseObject[] {
  const names = [...new Set(product.variants.flatMap((variant) => Object.keys(variant.options)))];
  return names.map((name, index) => ({
    __typename: "ProductOption",
    id: gid("ProductOption", `${product.id}${index + 1}`),
    name,
    position: index + 1,
    values: [...new Set(product.variants.flatMap((variant) => variant.options[name] ?? []))],
  }));
}
