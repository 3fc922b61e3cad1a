import { describe, expect, it } from "vitest";
import { listedAddress } from "../../../recipients/listed-address";
import { addressesIn } from "./address-list";

const [ada, ben, cem] = ["ada@example.com", "ben@example.com", "cem@example.com"];

describe("a line of addresses", () => {
  it.each([
    [`${ada}, ${ben};${cem}`, [ada, ben, cem]],
    [`Example, Ada <${ada}>; Example, Ben <${ben}>`, [ada, ben]],
    [`"Example, Ada" <${ada}>, "Ben" <${ben}>,`, [ada, ben]],
    [`${ada} <${ada}>; Ben <${ben}>`, [ada, ben]],
    [`${ada}; Ben <${ben}>; ${cem}`, [ada, ben, cem]],
    [`${ada} ${ben}`, [ada, ben]],
    [`${ada}\t${ben}\t${cem}`, [ada, ben, cem]],
    [`To: Ada <${ada}>; ${ben}`, [ada, ben]],
    [`mailto:${ada}, '${ben}', <${cem}>.`, [ada, ben, cem]],
    [`${ada},`, [ada]],
    [`Lovelace, Ada <${ada}>`, [ada]],
    [ada, [ada]],
  ])("is split into its addresses: %j", (line, addresses) => {
    expect(addressesIn(line)).toEqual(addresses);
  });

  it.each([
    `${ada},Ada,Lovelace`,
    `${ada} and ${ben}`,
    "email,first name",
    "Ada <no address>",
    `Ada <${ada}> wrote`,
    "Recipients",
    "",
  ])("contains nothing else: %j", (line) => {
    expect(addressesIn(line)).toBeUndefined();
  });
});

describe("an address in a cell", () => {
  it.each([
    [` ${ada} `, ada],
    [`${ada}.`, ada],
    [`${ada};`, ada],
    [`'${ada}'`, ada],
    [`“${ada}”`, ada],
    [`<${ada}>`, ada],
    [`(${ada})`, ada],
    [`mailto:${ada}`, ada],
    [`MAILTO:${ada}?subject=Hello%20Ada`, ada],
    [`Ada Lovelace <${ada}>,`, ada],
    [`Ada <mailto:${ada}>`, ada],
    ["'7000000000001", "7000000000001"],
    ["o'neil@example.com", "o'neil@example.com"],
    ["no address.", "no address."],
    ["", ""],
  ])("is found in %j", (cell, address) => {
    expect(listedAddress(cell)).toBe(address);
  });
});
