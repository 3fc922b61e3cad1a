export interface Variant {
  id: string;
  title: string;
  /** A decimal in Shopify's format: "19.90". */
  price: string;
  compareAtPrice: string | null;
  sku: string;
  inventory: number;
  options: Record<string, string>;
}

export interface Product {
  id: string;
  title: string;
  handle: string;
  description: string;
  vendor: string;
  productType: string;
  status: "ACTIVE" | "ARCHIVED" | "DRAFT";
  tags: string[];
  variants: Variant[];
  createdAt: number;
  updatedAt: number;
}

export interface Collection {
  id: string;
  title: string;
  handle: string;
  description: string;
  productIds: string[];
  updatedAt: number;
}
