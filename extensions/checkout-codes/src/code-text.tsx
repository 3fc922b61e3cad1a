/** @jsxImportSource preact */
import type { ShopperCode } from "./shopper-codes";

/** What texts need of the checkout's API. */
export interface Texts {
  i18n: {
    translate(key: string, values?: Record<string, string>): string;
    formatDate(date: Date, options: Intl.DateTimeFormatOptions): string;
  };
}

/** A code, what it gives, and until when. */
export function CodeText({ code, texts }: { code: ShopperCode; texts: Texts }) {
  const { i18n } = texts;
  return (
    <s-stack gap="none">
      <s-text type="strong">{code.code}</s-text>
      {code.summary && <s-text>{code.summary}</s-text>}
      {code.last_day && (
        <s-text color="subdued">
          {i18n.translate("last_day", {
            // A date without a time is the same day everywhere.
            date: i18n.formatDate(new Date(`${code.last_day}T00:00:00Z`), {
              dateStyle: "medium",
              timeZone: "UTC",
            }),
          })}
        </s-text>
      )}
    </s-stack>
  );
}
