import { readBuyer } from "./buyer";
import { readConfig } from "./config";
import { dayNumber } from "./day";
import { messageFor } from "./messages";
import { prepareDigits } from "./seal";
import {
  shopify_function_input_get,
  shopify_function_output_finish_array,
  shopify_function_output_finish_object,
  shopify_function_output_new_array,
  shopify_function_output_new_object,
  shopify_function_output_new_utf8_str,
} from "./shopify_function_v2";
import { ascii, size, start, Text } from "./text";
import { isTrue, item, lengthOf, property, textOf } from "./values";
import { passes, setToday, verdictOn } from "./verdict";

const reasonCount: i32 = 4;

/** Refuses codes with one operation for each reason, and leaves all others alone. */
export function cart_lines_discounts_generate_run(): void {
  const input = shopify_function_input_get();
  const entered = property(input, "enteredDiscountCodes");
  const count = lengthOf(entered);
  const verdicts = heap.alloc(usize(count * 4));
  const texts = heap.alloc(usize(count * 8));
  const used = decideAll(input, entered, count, verdicts, texts);
  const messages = property(property(property(input, "discount"), "messages"), "jsonValue");
  const language = property(property(property(input, "localization"), "language"), "isoCode");
  openObject(1);
  write(ascii("operations"));
  shopify_function_output_new_array(used);
  for (let reason = 0; reason < reasonCount; reason++) {
    const refused = countOf(reason, verdicts, count);
    if (refused == 0) continue;
    openObject(1);
    write(ascii("enteredDiscountCodesReject"));
    openObject(2);
    write(ascii("codes"));
    shopify_function_output_new_array(refused);
    for (let index = 0; index < count; index++) {
      if (load<i32>(verdicts + usize(index * 4)) != reason) continue;
      openObject(1);
      write(ascii("code"));
      write(load<u64>(texts + usize(index * 8)));
      shopify_function_output_finish_object();
    }
    shopify_function_output_finish_array();
    write(ascii("message"));
    write(messageFor(reason, messages, textOf(language)));
    shopify_function_output_finish_object();
    shopify_function_output_finish_object();
  }
  shopify_function_output_finish_array();
  shopify_function_output_finish_object();
}

/** Fills the verdict and the text of each code, and returns how many reasons there are. */
function decideAll(input: i64, entered: i64, count: i32, verdicts: usize, texts: usize): i32 {
  memory.fill(verdicts, 0xff, usize(count * 4));
  let rejectable = 0;
  for (let index = 0; index < count; index++) {
    const code = item(entered, index);
    if (!isTrue(property(code, "rejectable"))) continue;
    store<u64>(texts + usize(index * 8), textOf(property(code, "code")));
    store<i32>(verdicts + usize(index * 4), 0);
    rejectable++;
  }
  if (rejectable == 0) return 0;
  const config = property(property(property(input, "discount"), "config"), "jsonValue");
  if (!readConfig(config)) {
    memory.fill(verdicts, 0xff, usize(count * 4));
    return 0;
  }
  prepareDigits();
  readBuyer(input);
  setToday(dayNumber(textOf(property(property(property(input, "shop"), "localTime"), "date"))));
  let used = 0;
  for (let index = 0; index < count; index++) {
    const place = verdicts + usize(index * 4);
    if (load<i32>(place) == passes) continue;
    const verdict = verdictOn(load<u64>(texts + usize(index * 8)));
    store<i32>(place, verdict);
    if (verdict >= 0) used |= 1 << verdict;
  }
  return popcnt(used);
}

function countOf(reason: i32, verdicts: usize, count: i32): i32 {
  let found = 0;
  for (let index = 0; index < count; index++) {
    if (load<i32>(verdicts + usize(index * 4)) == reason) found++;
  }
  return found;
}

function openObject(properties: i32): void {
  shopify_function_output_new_object(properties);
}

function write(text: Text): void {
  shopify_function_output_new_utf8_str(start(text), size(text));
}
