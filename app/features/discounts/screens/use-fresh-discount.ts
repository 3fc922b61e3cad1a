import { useEffect, useRef } from "react";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { useShopFacts } from "../../../ui/shop-facts";
import { type Discount, isStale } from "../discount";

/**
 * Refreshes a stale discount once per visit. The page shows the cached copy in the meantime; `refusal`
 * says why a refresh failed.
 */
export function useFreshDiscount(discount: Pick<Discount, "id" | "status" | "readAt">) {
  const { now } = useShopFacts();
  const { submit, busy, refusal } = useFormAction("refresh-discount", {
    action: "/app/discounts?index",
    key: `refresh-discount-${discount.id}`,
  });
  const requestedFor = useRef(0);
  const due = discount.status !== "deleted" && isStale(discount, new Date(now));
  useEffect(() => {
    if (!due || requestedFor.current === discount.id) return;
    requestedFor.current = discount.id;
    submit({ discountId: String(discount.id) });
  }, [due, discount.id, submit]);
  return {
    busy,
    failure: refusal?.message,
    retry: () => submit({ discountId: String(discount.id) }),
  };
}
