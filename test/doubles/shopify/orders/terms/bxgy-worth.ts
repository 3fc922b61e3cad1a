import type { BxgyDiscount } from "../../discounts/discount";
import type { Shop } from "../../shops/shop";
import { shareOf, split, toMinor } from "../money";
import type { CartLine } from "./cart";
import { isEntitled } from "./entitled-lines";

interface Unit {
  line: number;
  price: number;
  buys: boolean;
  gets: boolean;
}

/**
 * The amount that "buy X get Y" takes off each line. The most expensive items count as bought, the
 * cheapest eligible ones are discounted, and no unit counts for both.
 */
export function bxgyWorth(
  shop: Shop,
  discount: BxgyDiscount,
  lines: readonly CartLine[],
): number[] {
  const { buys, gets } = discount;
  let units = lines.flatMap((line, index) =>
    Array.from(
      { length: line.quantity },
      (): Unit => ({
        line: index,
        price: line.price,
        buys: isEntitled(shop, buys.items, line),
        gets: isEntitled(shop, gets.items, line),
      }),
    ),
  );
  const worth = lines.map(() => 0);
  const uses = discount.usesPerOrderLimit ?? Number.POSITIVE_INFINITY;
  for (let use = 0; use < uses; use += 1) {
    const bought = takeBought(shop, discount, units);
    if (!bought) break;
    units = units.filter((unit) => !bought.includes(unit));
    const got = takeGot(discount, units);
    if (got.length === 0) break;
    units = units.filter((unit) => !got.includes(unit));
    unitsWorth(shop, discount, got).forEach((amount, index) => {
      const line = got[index]?.line ?? 0;
      worth[line] = (worth[line] ?? 0) + amount;
    });
  }
  return worth;
}

function takeBought(
  shop: Shop,
  { buys }: BxgyDiscount,
  units: readonly Unit[],
): Unit[] | undefined {
  // Uses items that can't be discounted first, then the most expensive ones.
  const candidates = units
    .filter((unit) => unit.buys)
    .sort((a, b) => Number(a.gets) - Number(b.gets) || b.price - a.price);
  if (buys.minimum.kind === "quantity") {
    const { quantity } = buys.minimum;
    return candidates.length < quantity ? undefined : candidates.slice(0, quantity);
  }
  const needed = toMinor(shop.currency, buys.minimum.amount);
  const picked: Unit[] = [];
  let spent = 0;
  for (const unit of candidates) {
    if (spent >= needed) break;
    picked.push(unit);
    spent += unit.price;
  }
  return spent < needed ? undefined : picked;
}

function takeGot({ gets }: BxgyDiscount, units: readonly Unit[]): Unit[] {
  const candidates = units.filter((unit) => unit.gets).sort((a, b) => a.price - b.price);
  return gets.value.kind === "quantity" ? candidates.slice(0, gets.value.quantity) : candidates;
}

function unitsWorth(shop: Shop, { gets }: BxgyDiscount, units: readonly Unit[]): number[] {
  const prices = units.map(({ price }) => price);
  if (gets.value.kind !== "amount") {
    const { percentage } = gets.value;
    return prices.map((price) => shareOf(price, percentage));
  }
  const amount = toMinor(shop.currency, gets.value.amount);
  if (gets.value.onEachItem) return prices.map((price) => Math.min(price, amount));
  const total = prices.reduce((sum, price) => sum + price, 0);
  return split(Math.min(amount, total), prices);
}
