import type { DifferenceKind, DifferenceRepair } from "../difference";

interface KindLabels {
  /** Name of the group, with how many there are. */
  title: string;
  what: string;
  one: string;
  many: string;
}

/** What a difference between the app and the shop means to a merchant. */
export const differenceLabels: Record<DifferenceKind, KindLabels> = {
  missing: {
    title: "Missing from your store",
    what: "This app counts on these codes, but they were deleted from your store. Anyone who has one can’t use it at checkout.",
    one: "code",
    many: "codes",
  },
  unknown: {
    title: "Not known to the app",
    what: "Your store has these codes under a pool’s discount, but this app didn’t add them. They work, and this app assigns them to no one.",
    one: "code",
    many: "codes",
  },
  inactive: {
    title: "Worth nothing now",
    what: "These pools assign codes of a discount that doesn’t work now.",
    one: "pool",
    many: "pools",
  },
};

/** What a repair is called on its button, and what is told once it is done. */
export const repairLabels: Record<
  DifferenceRepair,
  { action: string; done: string; critical: boolean }
> = {
  upload: { action: "Upload again", done: "Uploaded again", critical: false },
  adopt: { action: "Take into the pool", done: "Taken into the pool", critical: false },
  remove: { action: "Remove from store", done: "Removed from your store", critical: true },
  leave: { action: "Leave it", done: "Left as it is", critical: false },
  pause: { action: "Deactivate the pool", done: "Deactivated", critical: false },
};
