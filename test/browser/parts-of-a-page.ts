import type { FrameLocator, Locator } from "playwright-core";

type Place = FrameLocator | Locator;

/** The field of this name while the page says that its content is wrong. */
export function invalidField(place: Place, name: string): Locator {
  return place.getByLabel(name, { exact: true }).and(place.locator('[aria-invalid="true"]'));
}

/** A radio button with its label, by the value it sends: the label is a sentence. */
export function choice(place: Place, value: string): Locator {
  return place.locator(`label:has([type="radio"][value="${value}"])`);
}

/** The field that takes a file, behind the area where one is dropped. */
export function fileField(place: Place): Locator {
  return place.locator('input[type="file"]');
}

/** The numbers of a sentence, in their order: what it says, however it is worded. */
export async function numbersIn(place: Locator): Promise<number[]> {
  const text = (await place.textContent()) ?? "";
  return (text.match(/\d[\d,]*/g) ?? []).map((number) => Number(number.replaceAll(",", "")));
}
