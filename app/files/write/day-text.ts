/**
 * Writes days as people read them in a message: `December 27, 2026`. Made for a million of them: many
 * codes end at one moment, and formatting costs more than looking it up.
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
