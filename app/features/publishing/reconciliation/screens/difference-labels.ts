import type { DifferenceKind, DifferenceRepair } from "../difference";

interface KindLabels {
  /** Heading of the group. */
  title: string;
  what: string;
  singular: string;
  plural: string;
}

/** What each kind of difference means to a merchant. */
export const differenceLabels: Record<DifferenceKind, KindLabels> = {
  missing: {
    title: "Missing from your store",
    what: "These codes were deleted from your store. Customers who have one can’t use it at checkout.",
    singular: "code",
    plural: "codes",
  },
  unknown: {
    title: "Added outside this app",
    what: "Your store has these codes under a pool’s discount, but this app didn’t add them. They work at checkout, but aren’t assigned to anyone.",
    singular: "code",
    plural: "codes",
  },
  inactive: {
    title: "Discount not working",
    what: "These pools assign codes for a discount that doesn’t work right now.",
    singular: "pool",
    plural: "pools",
  },
};

/** Button label of each repair, and the status shown once it's done. */
export const repairLabels: Record<
  DifferenceRepair,
  { action: string; done: string; critical: boolean }
> = {
  upload: { action: "Upload again", done: "Uploaded again", critical: false },
  import: { action: "Add to pool", done: "Added to pool", critical: false },
  remove: { action: "Remove from store", done: "Removed from your store", critical: true },
  ignore: { action: "Ignore", done: "Ignored", critical: false },
  pause: { action: "Deactivate pool", done: "Deactivated", critical: false },
};
