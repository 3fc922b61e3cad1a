/**
 * Returns a formatter for dates in messages: `December 27, 2026`. It remembers the last date,
 * because many codes of a file expire at the same moment and formatting is slow.
 */
export function dayText(timeZone: string): (moment: Date) => string {
  const format = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone });
  let last = { time: Number.NaN, words: "" };
  return (moment) => {
    const time = moment.getTime();
    if (time !== last.time) last = { time, words: format.format(moment) };
    return last.words;
  };
}
