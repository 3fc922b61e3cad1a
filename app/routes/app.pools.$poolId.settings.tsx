import { useLoaderData } from "@remix-run/react";
import { BlockStack } from "@shopify/polaris";
import { z } from "zod";
import { dayOf, endOfDay } from "../core/dates";
import { findDiscount } from "../discounts/copies/find-discount.server";
import { adminAction, adminLoader, intent, numberParam, orNotFound } from "../http/admin.server";
import { smallId, version } from "../http/ids";
import { dynamicFields } from "../http/intents/dynamic-fields";
import { changePoolSettings } from "../pools/change-pool-settings.server";
import { findPool } from "../pools/find-pool.server";
import { cancelPolicies, resendPolicies } from "../pools/pool";
import { usableAgain } from "../redemptions/ledger/usable-again";
import { changeDynamicPool } from "../supply/buffer/change-dynamic-pool.server";
import { lengthenPattern } from "../supply/buffer/lengthen-pattern.server";
import { readPattern } from "../supply/pattern/read-pattern.server";
import { tiePool } from "../supply/tie-pool.server";
import { PoolSettingsForm } from "../ui/pools/pool-settings-form";
import { DynamicSettings } from "../ui/supply/dynamic-settings";
import { TieCard } from "../ui/supply/tie-card";

export const loader = adminLoader(async (request) => {
  const { services, shop } = request;
  const pool = orNotFound(await findPagePool(request));
  const fallback =
    pool.fallbackPoolId === null ? null : await findPool(services, shop, pool.fallbackPoolId);
  const [pattern, discount] = await Promise.all([
    readPattern(services, shop, pool.id),
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
    },
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

const wholeDays = (message: string) =>
  z
    .string()
    .trim()
    .transform((text) => (text === "" ? null : Number(text)))
    .refine(
      (days) => days === null || (Number.isInteger(days) && days >= 1 && days <= 3650),
      message,
    );

const date = z.union([z.literal(""), z.iso.date("Enter a date.")]);

const settingsSchema = z
  .object({
    version,
    resendPolicy: z.enum(resendPolicies),
    cancelPolicy: z.enum(cancelPolicies),
    restockReleased: z.enum(["true", "false"]).transform((text) => text === "true"),
    resendDays: wholeDays("Enter a number of days from 1 to 3,650."),
    fallbackPoolId: z
      .literal("")
      .transform(() => null)
      .or(smallId),
    defaultAssignBy: date,
    defaultUseBy: date,
    defaultUseWithinDays: wholeDays("Enter a number of days from 1 to 3,650."),
  })
  .refine((fields) => fields.resendPolicy !== "same_for_days" || fields.resendDays !== null, {
    path: ["resendDays"],
    message: "Enter for how many days a recipient gets the same code again.",
  });

export const action = adminAction({
  tie: intent(
    z.object({ version, discountId: dynamicFields.discountId }),
    ({ services, shop, actor, params }, input) =>
      tiePool(services, shop, { ...input, poolId: numberParam(params, "poolId"), actor }),
  ),
  "change-supply": intent(
    z.object({ version, ...dynamicFields }),
    ({ services, shop, actor, params }, input) =>
      changeDynamicPool(services, shop, {
        ...input,
        poolId: numberParam(params, "poolId"),
        actor,
      }),
  ),
  lengthen: intent(
    z.object({ length: z.coerce.number().int().min(4).max(40) }),
    ({ services, shop, actor, params }, { length }) =>
      lengthenPattern(services, shop, { poolId: numberParam(params, "poolId"), length, actor }),
  ),
  save: intent(settingsSchema, ({ services, shop, actor, params }, { version, ...fields }) => {
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

export { answerInPlace as clientAction } from "../http/answer-in-place";

import { findPagePool } from "../http/page-pool.server";

export default function Settings() {
  const { pool, settings, fallbackName, timeZone, dynamic, discount, restore } =
    useLoaderData<typeof loader>();
  return (
    <BlockStack gap="400">
      {dynamic ? (
        <DynamicSettings pool={pool} discount={discount} {...dynamic} />
      ) : (
        <TieCard pool={pool} discount={discount} />
      )}
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
