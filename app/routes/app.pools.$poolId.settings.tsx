import { useLoaderData } from "@remix-run/react";
import { BlockStack } from "@shopify/polaris";
import { z } from "zod";
import { dynamicFields } from "../admin/actions/dynamic-fields";
import {
  adminAction,
  adminLoader,
  formAction,
  numberParam,
  orNotFound,
} from "../admin/admin.server";
import { dateField, daysField } from "../admin/date-fields";
import { smallId, version } from "../admin/ids";
import { dayOf, endOfDay } from "../core/dates";
import { findDiscount } from "../features/discounts/cache/find-discount.server";
import { ProtectionCard } from "../features/guard/screens/protection-card";
import { readPoolProtection } from "../features/guard/settings/read-pool-protection.server";
import { changePoolSettings } from "../features/pools/changing/change-pool-settings.server";
import { findPool } from "../features/pools/find-pool.server";
import { cancelPolicies, isSealed, resendPolicies } from "../features/pools/pool";
import { PoolSettingsForm } from "../features/pools/screens/settings/pool-settings-form";
import { readPattern } from "../features/publishing/generator/read-pattern.server";
import { linkPool } from "../features/publishing/link-pool.server";
import { changeDynamicPool } from "../features/publishing/replenishment/change-dynamic-pool.server";
import { lengthenPattern } from "../features/publishing/replenishment/lengthen-pattern.server";
import { DiscountLinkCard } from "../features/publishing/screens/discount-link-card";
import { DynamicSettings } from "../features/publishing/screens/dynamic/dynamic-settings";
import { usableAgain } from "../features/redemptions/ledger/usable-again";

export const loader = adminLoader(async (request) => {
  const { services, shop } = request;
  const pool = orNotFound(await findPagePool(request));
  const fallback =
    pool.fallbackPoolId === null ? null : await findPool(services, shop, pool.fallbackPoolId);
  const [pattern, protection, discount] = await Promise.all([
    readPattern(services, shop, pool.id),
    readPoolProtection(services, shop, pool.id),
    pool.discountId === null ? null : findDiscount(services, shop, pool.discountId),
  ]);
  const day = (date: Date | null) => (date ? dayOf(date, shop.timeZone) : "");
  return {
    pool: {
      id: pool.id,
      type: pool.type,
      version: pool.version,
      name: pool.name,
      assigned: pool.assigned,
      sealed: isSealed(pool),
      available: pool.available,
      active: pool.active,
      archived: pool.archivedAt !== null,
      linked: pool.discountId !== null,
      holderOnly: pool.holderOnly,
      personalExpiration: pool.personalExpiration,
      checkoutPaused: pool.checkoutPaused,
    },
    protection,
    discount: discount?.ok ? discount.value : null,
    dynamic: pattern && {
      pattern,
      buffer: { target: pool.bufferTarget ?? 0, floor: pool.bufferFloor ?? 0 },
      codeLimit: pool.codeLimit,
    },
    restore:
      discount?.ok && usableAgain(discount.value.terms) ? ("works" as const) : ("fails" as const),
    fallbackName: fallback?.ok ? fallback.value.name : "",
    timeZone: shop.timeZone,
    settings: {
      resendPolicy: pool.resendPolicy,
      resendDays: pool.resendDays?.toString() ?? "",
      cancelPolicy: pool.cancelPolicy,
      restockReleased: String(pool.restockReleased),
      fallbackPoolId: pool.fallbackPoolId?.toString() ?? "",
      defaultAssignBy: day(pool.defaultAssignBy),
      defaultUseBy: day(pool.defaultUseBy),
      defaultUseWithinDays: pool.defaultUseWithinDays?.toString() ?? "",
    },
  };
});

const settingsSchema = z
  .object({
    version,
    resendPolicy: z.enum(resendPolicies),
    cancelPolicy: z.enum(cancelPolicies),
    restockReleased: z.enum(["true", "false"]).transform((text) => text === "true"),
    resendDays: daysField,
    fallbackPoolId: z
      .literal("")
      .transform(() => null)
      .or(smallId),
    defaultAssignBy: dateField,
    defaultUseBy: dateField,
    defaultUseWithinDays: daysField,
  })
  .refine((fields) => fields.resendPolicy !== "same_for_days" || fields.resendDays !== null, {
    path: ["resendDays"],
    message: "Enter how many days a customer keeps getting the same code.",
  });

export const action = adminAction({
  tie: formAction(
    z.object({ version, discountId: dynamicFields.discountId }),
    ({ services, shop, actor, params }, input) =>
      linkPool(services, shop, { ...input, poolId: numberParam(params, "poolId"), actor }),
  ),
  "change-supply": formAction(
    z.object({ version, ...dynamicFields }),
    ({ services, shop, actor, params }, input) =>
      changeDynamicPool(services, shop, {
        ...input,
        poolId: numberParam(params, "poolId"),
        actor,
      }),
  ),
  lengthen: formAction(
    z.object({ length: z.coerce.number().int().min(4).max(40) }),
    ({ services, shop, actor, params }, { length }) =>
      lengthenPattern(services, shop, { poolId: numberParam(params, "poolId"), length, actor }),
  ),
  save: formAction(settingsSchema, ({ services, shop, actor, params }, { version, ...fields }) => {
    const lastMoment = (day: string) => (day === "" ? null : endOfDay(day, shop.timeZone));
    return changePoolSettings(services, shop, {
      poolId: numberParam(params, "poolId"),
      version,
      actor,
      settings: {
        ...fields,
        defaultAssignBy: lastMoment(fields.defaultAssignBy),
        defaultUseBy: lastMoment(fields.defaultUseBy),
      },
    });
  }),
});

export { respondInPlace as clientAction } from "../admin/respond-in-place";

import { findPagePool } from "../admin/page-pool.server";

export default function Settings() {
  const { pool, settings, fallbackName, timeZone, dynamic, discount, restore, protection } =
    useLoaderData<typeof loader>();
  return (
    <BlockStack gap="400">
      {dynamic ? (
        <DynamicSettings pool={pool} discount={discount} {...dynamic} />
      ) : (
        <DiscountLinkCard pool={pool} discount={discount} />
      )}
      <ProtectionCard pool={pool} {...protection} />
      <PoolSettingsForm
        key={pool.id}
        pool={pool}
        saved={settings}
        fallbackName={fallbackName}
        timeZone={timeZone}
        restore={restore}
      />
    </BlockStack>
  );
}
