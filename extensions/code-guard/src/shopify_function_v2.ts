// Shopify's Function Wasm API, as its C header declares it. The compiler imports these functions from
// the module that this file is named after. A value (i64) is NaN-boxed: see values.ts.

export declare function shopify_function_input_get(): i64;
export declare function shopify_function_input_get_val_len(value: i64): i32;
export declare function shopify_function_input_read_utf8_str(
  source: usize,
  target: usize,
  length: i32,
): void;
export declare function shopify_function_input_get_obj_prop(
  object: i64,
  name: usize,
  length: i32,
): i64;
export declare function shopify_function_input_get_interned_obj_prop(object: i64, name: i32): i64;
export declare function shopify_function_input_get_at_index(array: i64, index: i32): i64;

export declare function shopify_function_output_new_utf8_str(text: usize, length: i32): i32;
export declare function shopify_function_output_new_object(properties: i32): i32;
export declare function shopify_function_output_finish_object(): i32;
export declare function shopify_function_output_new_array(items: i32): i32;
export declare function shopify_function_output_finish_array(): i32;

/** Gives a property name an ID, which costs less than the name when it is read many times. */
export declare function shopify_function_intern_utf8_str(text: usize, length: i32): i32;
