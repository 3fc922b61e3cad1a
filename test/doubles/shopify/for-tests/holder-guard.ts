/** What the test's guard does, as JSON in the metafield `$app:test` `config` of its discount. */
export interface HolderGuardConfig {
  /** The only address that may use codes. Without it, everybody may. */
  holder?: string;
  /** The last day on which codes work, "2026-12-01". */
  lastDay?: string;
  message?: string;
  /** Rejects only the code that was entered first. */
  only?: "first";
  /** What goes wrong: a trap, an endless loop, or an output of 21,000 bytes. */
  fault?: "trap" | "loop" | "big";
}

export const HOLDER_GUARD_QUERY = `query Input {
  enteredDiscountCodes { code rejectable }
  cart { buyerIdentity { email isAuthenticated customer { id email metafield(namespace: "$app:test", key: "codes") { jsonValue } } } }
  discount { metafield(namespace: "$app:test", key: "config") { jsonValue } }
  localization { language { isoCode } }
  shop { localTime { date } }
}`;

/**
 * A function that rejects all codes of a buyer whose address is another than the holder's, and of
 * everybody after the last day. For `compileWat`.
 */
export const HOLDER_GUARD = `
(func $prop (param $scope i64) (param $at i32) (param $length i32) (result i64)
  (call $input_get_obj_prop (local.get $scope) (local.get $at) (local.get $length)))
(func $is_text (param $value i64) (result i32)
  (i64.eq (i64.shr_u (local.get $value) (i64.const 46)) (i64.const 0x1fff3)))
(func $read (param $value i64) (param $at i32) (result i32) (local $length i32)
  (local.set $length (call $input_get_val_len (local.get $value)))
  (call $input_read_utf8_str (i32.wrap_i64 (local.get $value)) (local.get $at) (local.get $length))
  (local.get $length))
;; Below 0, 0 or above 0, as the first text is before, equal to or after the second.
(func $compare (param $a i64) (param $b i64) (result i32) (local $length i32) (local $i i32) (local $d i32)
  (local.set $length (call $read (local.get $a) (i32.const 2048)))
  (local.set $d (i32.sub (local.get $length) (call $read (local.get $b) (i32.const 4096))))
  (if (local.get $d) (then (return (local.get $d))))
  (block $end (loop $next
    (br_if $end (i32.ge_u (local.get $i) (local.get $length)))
    (local.set $d (i32.sub
      (i32.load8_u (i32.add (local.get $i) (i32.const 2048)))
      (i32.load8_u (i32.add (local.get $i) (i32.const 4096)))))
    (br_if $end (local.get $d))
    (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br $next)))
  (local.get $d))
(func $key (param $at i32) (param $length i32)
  (drop (call $output_new_utf8_str (local.get $at) (local.get $length))))
(func $config (result i64)
  (call $prop (call $prop (call $prop (call $input_get) @"discount") @"metafield") @"jsonValue"))
(func $fault (local $fault i64)
  (local.set $fault (call $prop (call $config) @"fault"))
  (if (i32.eqz (call $is_text (local.get $fault))) (then (return)))
  (drop (call $read (local.get $fault) (i32.const 2048)))
  (if (i32.eq (i32.load8_u (i32.const 2048)) (i32.const 116)) (then unreachable))
  (if (i32.eq (i32.load8_u (i32.const 2048)) (i32.const 108)) (then (loop $forever (br $forever)))))
(func $refuses (result i32) (local $email i64) (local $holder i64) (local $last i64)
  (local.set $email
    (call $prop (call $prop (call $prop (call $input_get) @"cart") @"buyerIdentity") @"email"))
  (local.set $holder (call $prop (call $config) @"holder"))
  (local.set $last (call $prop (call $config) @"lastDay"))
  (if (i32.and (call $is_text (local.get $email)) (call $is_text (local.get $holder)))
    (then (if (call $compare (local.get $email) (local.get $holder)) (then (return (i32.const 1))))))
  (if (call $is_text (local.get $last))
    (then (return (i32.gt_s (call $compare
      (call $prop (call $prop (call $prop (call $input_get) @"shop") @"localTime") @"date")
      (local.get $last)) (i32.const 0)))))
  (i32.const 0))
(func (export "run") (local $codes i64) (local $count i32) (local $i i32) (local $message i64)
  (call $log_new_utf8_str @"looked at the codes")
  (call $fault)
  (local.set $codes (call $prop (call $input_get) @"enteredDiscountCodes"))
  (local.set $count (call $input_get_val_len (local.get $codes)))
  (drop (call $output_new_object (i32.const 1)))
  (call $key @"operations")
  (if (i32.or (i32.eqz (local.get $count)) (i32.eqz (call $refuses)))
    (then (drop (call $output_new_array (i32.const 0))))
    (else
      (drop (call $output_new_array (i32.const 1)))
      (drop (call $output_new_object (i32.const 1)))
      (call $key @"enteredDiscountCodesReject")
      (drop (call $output_new_object (i32.const 2)))
      (call $key @"codes")
      (if (call $is_text (call $prop (call $config) @"only"))
        (then (local.set $count (i32.const 1))))
      (drop (call $output_new_array (local.get $count)))
      (loop $next
        (drop (call $output_new_object (i32.const 1)))
        (call $key @"code")
        (drop (call $output_new_utf8_str (i32.const 2048)
          (call $read (call $prop (call $input_get_at_index (local.get $codes) (local.get $i)) @"code")
            (i32.const 2048))))
        (drop (call $output_finish_object))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $next (i32.lt_u (local.get $i) (local.get $count))))
      (drop (call $output_finish_array))
      (call $key @"message")
      (local.set $message (call $prop (call $config) @"message"))
      (if (call $is_text (call $prop (call $config) @"fault"))
        (then (drop (call $output_new_utf8_str (i32.const 8192) (i32.const 21000))))
        (else (if (call $is_text (local.get $message))
          (then (drop (call $output_new_utf8_str (i32.const 2048)
            (call $read (local.get $message) (i32.const 2048)))))
          (else (call $key @"This code is for somebody else")))))
      (drop (call $output_finish_object))
      (drop (call $output_finish_object))))
  (drop (call $output_finish_array))
  (drop (call $output_finish_object)))
`;
