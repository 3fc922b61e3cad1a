import { z } from "zod";
import { patternSchema } from "../../features/publishing/generator/pattern";
import { bufferSchema, codeLimitSchema } from "../../features/publishing/replenishment/buffer";
import { jsonField } from "./json-field";

/** Form fields of a dynamic pool. */
export const dynamicFields = {
  discountId: z
    .string()
    .regex(/^\d{1,9}$/, "Choose a discount.")
    .transform(Number),
  pattern: jsonField(patternSchema),
  buffer: jsonField(bufferSchema),
  codeLimit: codeLimitSchema.default(null),
};
