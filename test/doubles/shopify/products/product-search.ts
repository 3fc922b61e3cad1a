import { numberOf, type SearchTerms, timeOf, wholeText, wordsOf } from "../graphql/search-items";
import type { SortKeys } from "../graphql/sort-items";
import type { Collection, Product, Variant } from "./product";

export const totalInventory = ({ variants }: Product): number =>
  variants.reduce((sum, variant) => sum + variant.inventory, 0);

export const productSortKeys: SortKeys<Product> = {
  TITLE: (product) => product.title.toLowerCase(),
  VENDOR: (product) => product.vendor.toLowerCase(),
  PRODUCT_TYPE: (product) => product.productType.toLowerCase(),
  CREATED_AT: (product) => product.createdAt,
  UPDATED_AT: (product) => product.updatedAt,
  INVENTORY_TOTAL: totalInventory,
  // The order of a collection, as arranged by the merchant.
  COLLECTION_DEFAULT: (_product, index) => index,
  MANUAL: (_product, index) => index,
  CREATED: (product) => product.createdAt,
};

export const productSearch: SearchTerms<Product> = {
  default: wordsOf(({ title, vendor, productType, tags, variants }) => [
    title,
    vendor,
    productType,
    ...tags,
    ...variants.map(({ sku }) => sku),
  ]),
  title: wordsOf(({ title }) => [title]),
  handle: wholeText(({ handle }) => [handle]),
  status: wholeText(({ status }) => [status]),
  vendor: wholeText(({ vendor }) => [vendor]),
  product_type: wholeText(({ productType }) => [productType]),
  tag: wholeText(({ tags }) => tags),
  sku: wholeText(({ variants }) => variants.map(({ sku }) => sku)),
  inventory_total: numberOf(totalInventory),
  created_at: timeOf(({ createdAt }) => createdAt),
  updated_at: timeOf(({ updatedAt }) => updatedAt),
};

export const collectionSortKeys: SortKeys<Collection> = {
  TITLE: ({ title }) => title.toLowerCase(),
  UPDATED_AT: ({ updatedAt }) => updatedAt,
};

export const collectionSearch: SearchTerms<Collection> = {
  default: wordsOf(({ title }) => [title]),
  title: wordsOf(({ title }) => [title]),
  handle: wholeText(({ handle }) => [handle]),
  product_id: wholeText(({ productIds }) => productIds),
  updated_at: timeOf(({ updatedAt }) => updatedAt),
};

export interface OwnedVariant {
  id: string;
  product: Product;
  variant: Variant;
}

export const variantSortKeys: SortKeys<OwnedVariant> = {
  POSITION: (_owned, index) => index,
  TITLE: ({ variant }) => variant.title.toLowerCase(),
  SKU: ({ variant }) => variant.sku.toLowerCase(),
};
