/** Prefixes of month names, January first, without accents, in the languages of our stores. */
const beginnings: readonly (readonly string[])[] = [
  ["jan", "ene", "gen", "sty", "ener"],
  ["feb", "fev", "fevr", "lut"],
  ["mar", "mrz", "maer", "marz", "maart", "mrt", "marc"],
  ["apr", "abr", "avr", "kwi"],
  ["may", "mai", "mag", "maj", "mei", "mayo", "maio"],
  ["jun", "giu", "juin", "cze"],
  ["jul", "lug", "juil", "lip"],
  ["aug", "ago", "aout", "sie"],
  ["sep", "set", "wrz"],
  ["oct", "okt", "ott", "out", "paz"],
  ["nov", "lis"],
  ["dec", "dez", "dic", "gru"],
];

const fullNames =
  /^(january|february|march|april|may|june|july|august|september|sept|october|november|december|januar|februar|marz|maerz|april|mai|juni|juli|august|september|oktober|november|dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janvier|fevrier|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|novembro|dezembro|januari|februari|maart|mei|augustus|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|wrzesnia|pazdziernika|listopada|grudnia)$/;

/** The month (1 to 12) for a full or abbreviated name. Undefined for any other word. */
export function monthOf(word: string): number | undefined {
  const plain = word
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/\.$/, "");
  const exact = beginnings.findIndex((names) => names.includes(plain));
  if (exact >= 0) return exact + 1;
  if (!fullNames.test(plain)) return undefined;
  const longest = beginnings.map((names) =>
    Math.max(0, ...names.filter((name) => plain.startsWith(name)).map((name) => name.length)),
  );
  const best = Math.max(...longest);
  return best > 0 ? longest.indexOf(best) + 1 : undefined;
}
