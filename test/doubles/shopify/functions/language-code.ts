import { isEnumType } from "graphql";
import { functionSchema } from "./function-schema";

const type = functionSchema.getType("LanguageCode");
const known = new Set(isEnumType(type) ? type.getValues().map(({ name }) => name) : []);

/** The language of a locale as functions get it: "pt-BR" → "PT_BR", "de-AT" → "DE". Unknown: "EN". */
export function languageCode(locale: string): string {
  const [language = "", region = ""] = locale.toUpperCase().split("-");
  return [`${language}_${region}`, language].find((code) => known.has(code)) ?? "EN";
}
