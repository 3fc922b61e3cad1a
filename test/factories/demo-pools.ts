import type { UploadedPoolType } from "../../app/features/pools/pool";
import { defaultPattern } from "../../app/features/publishing/generator/pattern";

/** Fields that differ from the discount form's initial values. */
export interface DemoDiscount {
  title: string;
  percent: string;
  oncePerCustomer?: boolean;
  /** Empty: no limit. */
  usageLimit?: string;
}

export interface DemoPool {
  name: string;
  /** The linked discount. Null: none, so the codes are not in the store. */
  discount: DemoDiscount | null;
  type: UploadedPoolType;
  active: boolean;
  codes: string[];
  message: string | null;
  useWithinDays: number | null;
  threshold: number | null;
  /** The number of recipients who get a code, and through which source. */
  assigned: number;
  source: string;
}

/** `count` unique, reproducible codes: `PREFIX-` and six characters. */
function codes(prefix: string, count: number): string[] {
  const alphabet = "BCDFGHJKLMNPQRSTVWXZ23456789";
  return Array.from({ length: count }, (_, index) => {
    let rest = (index * 48_271 + 11) % alphabet.length ** 5;
    let text = "";
    for (let place = 0; place < 6; place += 1) {
      text += alphabet[rest % alphabet.length];
      rest = Math.floor(rest / alphabet.length);
    }
    return `${prefix}-${text}`;
  });
}

const plain = {
  type: "static" as const,
  active: true,
  message: null,
  useWithinDays: null,
  threshold: null,
  assigned: 0,
  source: "manual",
};

/** A dynamic pool, with a discount that is created first. */
export const demoDynamicPool = {
  name: "Newsletter thank-you",
  discount: {
    title: "15% for newsletter readers",
    percent: "15",
    minimum: "subtotal" as const,
    minimumSubtotal: "30",
    oncePerCustomer: true,
  },
  pattern: { ...defaultPattern, prefix: "NEWS-", length: 8, groupSize: 4 },
  buffer: { target: 1000, floor: 500 },
  assigned: 37,
  source: "campaign:newsletter",
};

/** Pools of a coffee store. */
export const demoPools: DemoPool[] = [
  {
    ...plain,
    name: "Welcome offer",
    discount: { title: "10% for new customers", percent: "10", oncePerCustomer: true },
    codes: codes("WELCOME", 5000),
    assigned: 213,
    source: "campaign:welcome series",
    useWithinDays: 30,
    message: "10% off your first bag",
    threshold: 500,
  },
  {
    ...plain,
    name: "Summer sale 2026",
    discount: { title: "Summer sale 2026: 20%", percent: "20" },
    codes: codes("SUMMER", 20_000),
    assigned: 1840,
    source: "campaign:summer newsletter",
  },
  {
    ...plain,
    name: "Abandoned cart",
    discount: { title: "12% to come back", percent: "12" },
    codes: codes("BACK", 150),
    assigned: 118,
    source: "campaign:abandoned cart",
    threshold: 50,
    useWithinDays: 7,
  },
  {
    ...plain,
    name: "VIP customers",
    discount: { title: "25% for VIP customers", percent: "25" },
    codes: codes("VIP", 800),
    assigned: 64,
    useWithinDays: 90,
  },
  {
    ...plain,
    name: "Birthday",
    discount: { title: "Birthday: 15%", percent: "15" },
    codes: codes("BDAY", 40),
    assigned: 40,
    threshold: 10,
  },
  // Imported from a supplier but missing in Shopify, so activating the pool asks for confirmation.
  {
    ...plain,
    name: "Black Friday 2026",
    discount: null,
    codes: codes("BF26", 10_000),
    active: false,
  },
  {
    ...plain,
    name: "Always valid",
    type: "shared",
    discount: { title: "5% for everyone", percent: "5", usageLimit: "" },
    codes: ["COFFEE5"],
    assigned: 12,
  },
];

/** A pool of codes that the merchant created in Shopify: not linked, but found there. */
export const demoFoundPool = { name: "Autumn mailing", discount: "Autumn mailing", assigned: 20 };
