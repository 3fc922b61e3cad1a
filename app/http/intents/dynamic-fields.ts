import { z } from "zod";
import { bufferSchema, codeLimitSchema } from "../../supply/buffer/buffer";
import { patternSchema } from "../../supply/pattern/pattern";
import { jsonField } from "./json-field";

/** The fields of a form about a dynamic pool. */
export const dynamicFields = {
  discountId: z
    .string()
    .regex(/^\d{1,9}$/, "Choose a discount.")
    .transform(Number),
  pattern: jsonField(patternSchema),
  buffer: jsonField(bufferSchema),
  codeLimit: codeLimitSchema.default(null),
};
