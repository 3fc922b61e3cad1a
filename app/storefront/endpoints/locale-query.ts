import { z } from "zod";
import { shopperLanguage } from "../../features/discounts/shopper-language";

/** The shopper's language, from the parameter `locale` of the page: `de`, `pt-BR`. */
export const localeQuery = z
  .array(z.string())
  .max(1, "Send this parameter once.")
  .default([])
  .transform(([locale = ""]) => shopperLanguage(locale));
