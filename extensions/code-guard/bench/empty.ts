import {
  shopify_function_output_finish_array,
  shopify_function_output_finish_object,
  shopify_function_output_new_array,
  shopify_function_output_new_object,
  shopify_function_output_new_utf8_str,
} from "../src/shopify_function_v2";
import { ascii, size, start } from "../src/text";

/** The least that a function can do: it answers that nothing is to be done. */
export function cart_lines_discounts_generate_run(): void {
  const name = ascii("operations");
  shopify_function_output_new_object(1);
  shopify_function_output_new_utf8_str(start(name), size(name));
  shopify_function_output_new_array(0);
  shopify_function_output_finish_array();
  shopify_function_output_finish_object();
}
