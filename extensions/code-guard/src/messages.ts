import { defaultLanguages, defaultOffsets, defaultTexts, languageCount } from "./generated";
import { ascii, byteAt, lowerByte, size, start, Text, textAt } from "./text";
import { isObject, property, propertyNamed, textOf } from "./values";

const reasonCount: i32 = 4;
const english: i32 = 0;

/**
 * The sentence for a reason, in the cart's language: the merchant's own, or the default. For other
 * languages, the merchant's own English one, or the default. A language of the input is like `DE` or
 * `PT_BR`.
 */
export function messageFor(reason: i32, custom: i64, isoCode: Text): Text {
  const language = languageOf(isoCode);
  const own = customText(custom, language, reason);
  if (size(own) > 0) return own;
  const index = defaultIndex(language);
  if (index >= 0) return defaultText(index, reason);
  const ownEnglish = customText(custom, ascii("en"), reason);
  return size(ownEnglish) > 0 ? ownEnglish : defaultText(english, reason);
}

/** The two letters of the language, in lower case. */
function languageOf(isoCode: Text): Text {
  const letters = heap.alloc(2);
  for (let at = 0; at < min(2, size(isoCode)); at++) {
    store<u8>(letters + usize(at), u8(lowerByte(byteAt(isoCode, at))));
  }
  return textAt(letters, min(2, size(isoCode)));
}

function customText(custom: i64, language: Text, reason: i32): Text {
  if (!isObject(custom)) return 0;
  const texts = propertyNamed(custom, start(language), size(language));
  return textOf(property(texts, nameOf(reason)));
}

function nameOf(reason: i32): string {
  if (reason == 0) return "blocked";
  if (reason == 1) return "paused";
  return reason == 2 ? "expired" : "holder";
}

function defaultIndex(language: Text): i32 {
  if (size(language) != 2) return -1;
  for (let index = 0; index < languageCount; index++) {
    if (load<u16>(defaultLanguages + usize(index * 2)) == load<u16>(start(language))) return index;
  }
  return -1;
}

function defaultText(language: i32, reason: i32): Text {
  const place = defaultOffsets + usize((language * reasonCount + reason) * 2);
  const from = load<u16>(place);
  return textAt(defaultTexts + usize(from), i32(load<u16>(place, 2)) - i32(from));
}
