/** What a column of a file can mean. */
export const meanings = [
  "code",
  "message",
  "assign_by",
  "use_by",
  "use_within_days",
  "email",
  "status",
  "uses",
  "ignore",
] as const;
export type Meaning = (typeof meanings)[number];

/** What a heading says about its column. */
export interface Heading {
  /** `ignore` is a known column of another system that isn't imported. */
  meaning: Meaning;
  /**
   * How specific the word is, from 0 to 100. A code column may be called "Name", but "Code" is a
   * stronger hint.
   */
  strength: number;
}

/** From this strength on, the heading alone identifies the code column. */
export const certainStrength = 80;

/**
 * Headings by meaning and strength, in the languages of the stores that use the app. They are
 * written as people write them, separated by commas. `headingKey` ignores case, accents, plurals
 * and camelCase.
 */
const words: readonly [Meaning, strength: number, headings: string][] = [
  [
    "code",
    100,
    `coupon code, discount code, promo code, promotion code, promotional code, voucher code, unique code,
     offer code, gift code, redemption code, redeem code, reward code, coupon codes list, couponcode,
     vouchercode, promocode, discountcode, code coupon, gutscheincode, gutschein code, gutscheincodes,
     rabattcode, rabatt code, aktionscode, aktions code, code promo, code promotionnel, code de réduction,
     code réduction, code de remise, code cadeau, code avantage, código de descuento, código promocional,
     código de cupón, código descuento, código cupón, codice sconto, codice promozionale, codice coupon,
     codice promo, codice buono, kortingscode, kortings code, actiecode, kod rabatowy, kody rabatowe,
     kod promocyjny, kod kuponu, código de desconto, código do cupom, cupom de desconto, rabattkod,
     rabatkode, rabattkode, alennuskoodi, slevový kód, indirim kodu, kupon kodu, промокод, код купона,
     クーポンコード, 割引コード, ディスカウントコード, プロモーションコード, プロモコード, 优惠码, 優惠碼, 折扣码,
     折扣碼, 쿠폰 코드, 쿠폰코드, 할인 코드`,
  ],
  [
    "code",
    90,
    "code, codes, código, códigos, codice, codici, kod, kody, kode, kód, koodi, kodu, код, コード, 代码, 代碼, 코드",
  ],
  [
    "code",
    80,
    "coupon, voucher, promo, gutschein, gutscheine, cupón, cupones, cupom, buono, kupon, クーポン, 쿠폰, post title",
  ],
  [
    "code",
    60,
    "coupon name, discount name, voucher name, code name, coupon number, voucher number",
  ],
  ["code", 35, "name, title, nombre, nom, nome, naam, serial, serial number, token, key, pin"],
  ["code", 20, "value, number, nummer, número, numéro, wert"],
  [
    "message",
    100,
    "message, text, greeting, nachricht, mensaje, messaggio, bericht, wiadomość, mensagem, メッセージ",
  ],
  [
    "assign_by",
    100,
    "assign by, assign before, assign until, pool expiration, pool expiry, give out by",
  ],
  [
    "use_by",
    100,
    `use by, user expiration, valid until, valid to, valid thru, valid through, valid till, expires, expires at,
     expires on, expire, expire date, expiration, expiration date, expiration time, expiry, expiry date,
     date expires, date of expiry, redeem by, gültig bis, ablaufdatum, läuft ab am, läuft ab,
     valable jusqu'au, date d'expiration, expire le, válido hasta, fecha de vencimiento, fecha de caducidad,
     fecha de expiración, caduca, caducidad, vence, valido fino al, scadenza, data di scadenza,
     data scadenza, geldig tot, vervaldatum, ważny do, data ważności, válido até, data de validade, validade,
     data de expiração, gäller till, utgångsdatum, gyldig til, udløbsdato, 有効期限, 期限, 到期日, 만료일`,
  ],
  [
    "use_by",
    80,
    `end, ends, ends at, ends on, end date, end at, end time, date end, ablauf, endet, endet am, enddatum, ende,
     date de fin, fin, fecha de fin, fecha final, data fine, fine, einddatum, data końcowa, data final, 終了日`,
  ],
  ["use_within_days", 100, "use within days, use within, valid days, days valid, valid for days"],
  ["use_within_days", 60, "days"],
  [
    "email",
    100,
    `email, e-mail, email address, e-mail address, customer email, customer e-mail, customer email address,
     customer e-mail address, recipient email, contact email, subscriber email, profile email, user email,
     e-mail-adresse, email adresse, correo electrónico, correo, adresse e-mail, adresse email, courriel,
     indirizzo email, indirizzo e-mail, e-mailadres, emailadres, adres e-mail, adres email,
     endereço de email, endereço de e-mail, メールアドレス, メール, 이메일, 电子邮件, 電子郵件`,
  ],
  [
    "email",
    80,
    `mail, recipient, assigned to, assigned email, assigned customer, issued to, sent to, given to, owner,
     holder, profile, assignee, zugewiesen an, empfänger, asignado a, attribué à, assegnato a,
     toegewezen aan`,
  ],
  [
    "status",
    100,
    `status, state, coupon status, code status, discount status, voucher status, post status, active, enabled,
     is active, is enabled, aktiv, statut, estado, stato, état, ステータス, 状态, 狀態, 상태`,
  ],
  [
    "uses",
    100,
    `times used, times used in total, usage count, use count, used count, code used count, redeemed quantity,
     redemption count, redemptions, redeemed, used, is used, is redeemed, already used, number of uses,
     total uses, total times used, used at, used on, date used, redeemed at, redeemed on, redemption date,
     used by, redeemed by, used in order, eingelöst, verwendet, benutzt, utilisé, usado, usato, gebruikt,
     wykorzystany, använd, 使用済み, 使用回数`,
  ],
  [
    "ignore",
    60,
    `id, type, discount type, value type, coupon type, voucher type, category, amount, coupon amount, discount,
     discount amount, discount value, discount class, minimum purchase, minimum amount, maximum amount,
     minimum requirement, usage limit, usage limit per code, usage limit per user, usage limit per coupon,
     limit per customer, uses, uses per coupon, uses per customer, redemption limit, start, starts, starts at,
     starts on, start date, valid from, created, created at, created on, date created, updated at, post date,
     post excerpt, description, command, currency, first name, last name, full name, surname, vorname,
     nachname, prénom, phone, telephone, telefon, customer id, user id, order id, order, tags, company, city,
     country, zip, address, free shipping, individual use, exclude sale items, product ids, metadata,
     additional info, gift balance, loyalty points, applies to, customer selection, method, summary,
     kundennummer, bestellnummer, betrag, art, typ, campaign, batch, source, notes, comment, label`,
  ],
];

/** Normalizes a heading: `Coupon_Codes (unique)` and `couponCode` both become `coupon code`. */
export function headingKey(text: string): string {
  return text
    .slice(0, 200)
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
    .replace(/\([^)]*\)|\[[^\]]*\]/g, " ")
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .split(" ")
    .map(singular)
    .join(" ");
}

/** Strips the English plural s. Both sides are normalized, so `status` still matches. */
function singular(word: string): string {
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

const known = new Map<string, Heading>();
for (const [meaning, strength, headings] of words) {
  for (const heading of headings.split(",")) {
    const key = headingKey(heading);
    if (!known.has(key)) known.set(key, { meaning, strength });
  }
}

/** What a heading says about its column. Undefined for an unknown word. */
export function readHeading(text: string): Heading | undefined {
  return known.get(headingKey(text));
}
