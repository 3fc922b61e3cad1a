/** Markup that is safe to insert without escaping. */
export interface Html {
  readonly markup: string;
}

const escapeHtml = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

type Piece = string | number | Html | readonly Html[] | null | undefined;

const render = (piece: Piece): string => {
  if (piece === null || piece === undefined) return "";
  if (typeof piece === "string" || typeof piece === "number") return escapeHtml(String(piece));
  return "markup" in piece ? piece.markup : piece.map((one) => one.markup).join("");
};

/** Template tag for pages. Escapes all inserted values except `Html`. */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Html {
  return {
    markup: strings.map((text, index) => text + render(pieces[index])).join(""),
  };
}
