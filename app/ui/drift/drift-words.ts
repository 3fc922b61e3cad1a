import type { DriftKind, DriftRepair } from "../../supply/drift/drift";

interface KindWords {
  /** Name of the group, with how many there are. */
  title: string;
  what: string;
  one: string;
  many: string;
}

/** What a difference between the app and the shop means to a merchant. */
export const driftWords: Record<DriftKind, KindWords> = {
  missing: {
    title: "Missing in the shop",
    what: "The app counts on these codes, and the shop does not have them any more: somebody deleted them there. Whoever has one is refused at the checkout.",
    one: "code",
    many: "codes",
  },
  unknown: {
    title: "Not known to the app",
    what: "The shop has these codes under a discount of a pool, and the app did not put them there: somebody else did. They work, and the app gives them to nobody.",
    one: "code",
    many: "codes",
  },
  inactive: {
    title: "Worth nothing now",
    what: "These pools hand out codes of a discount that does not work now.",
    one: "pool",
    many: "pools",
  },
};

/** What a repair is called on its button, and what is told once it is done. */
export const repairWords: Record<DriftRepair, { action: string; done: string; critical: boolean }> =
  {
    upload: { action: "Upload again", done: "Uploaded again", critical: false },
    adopt: { action: "Take into the pool", done: "Taken into the pool", critical: false },
    remove: { action: "Remove from the shop", done: "Removed from the shop", critical: true },
    leave: { action: "Leave it", done: "Left as it is", critical: false },
    pause: { action: "Deactivate the pool", done: "Deactivated", critical: false },
  };
