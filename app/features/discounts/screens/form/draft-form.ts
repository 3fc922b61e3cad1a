import { useState } from "react";
import { dayOf } from "../../../../core/dates";
import type { DiscountProblem } from "../../../../platform/platform-failure";
import { useFormAction } from "../../../../ui/forms/use-form-action";
import { useShopFacts } from "../../../../ui/shop-facts";
import { type DiscountDraft, emptyDraft } from "../../creation/discount-draft";
import { draftTerms } from "../../creation/draft-terms";
import { discountSentence } from "../../discount-sentence";

import type { ChosenDiscount } from "../discount-picker";

export interface DraftForm {
  draft: DiscountDraft;
  set: (fields: Partial<DiscountDraft>) => void;
  /** The problem of a field, named as in `DiscountTerms`, as a Polaris prop. */
  error: (field: string) => { error?: string };
}

/** State of the form: the draft, its summary and its problems. */
export function useDraftForm() {
  const shop = useShopFacts();
  const [empty] = useState(() => emptyDraft(dayOf(new Date(shop.now), shop.timeZone)));
  const [draft, setDraft] = useState(empty);
  // One idempotency key for all submissions of this form.
  const [creationKey] = useState(() => crypto.randomUUID());
  const creating = useFormAction("create-discount", { action: "/app/discounts?index" });
  const problems = (creating.refusal?.failure["problems"] as DiscountProblem[] | undefined) ?? [];
  const { terms } = draftTerms(draft, shop.timeZone);
  const form: DraftForm = {
    draft,
    set: (fields) => setDraft((before) => ({ ...before, ...fields })),
    error: (field) => {
      const problem = problems.find((candidate) => candidate.field === field);
      return problem ? { error: problem.message } : {};
    },
  };
  return {
    form,
    changed: draft !== empty,
    reset: () => setDraft(empty),
    sentence: terms && discountSentence(terms, shop),
    submit: () => creating.submit({ draft: JSON.stringify(draft), creationKey }),
    busy: creating.busy,
    refusal: creating.refusal?.message,
    /** Problems that no field displays. */
    elsewhere: problems.filter(({ field }) => !shownFields.has(field ?? "")),
    made: creating.done?.value as ChosenDiscount | undefined,
  };
}

const shownFields = new Set([
  "title",
  "value.percent",
  "value.amount",
  "value.upTo",
  "value.buy",
  "value.buyItems",
  "value.get.quantity",
  "value.get.percent",
  "value.getItems",
  "value.usesPerOrder",
  "items",
  "minimum.subtotal",
  "minimum.quantity",
  "customers",
  "usageLimit",
  "startsAt",
  "endsAt",
]);
