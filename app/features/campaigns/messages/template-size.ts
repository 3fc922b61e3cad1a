/** Maximum number of tags in all parts of a template. A long newsletter has a few hundred. */
export const maxTags = 5000;

/** Counts tags and outputs without parsing. Each line of a `{% liquid %}` tag counts as one. */
export function countTags(text: string): number {
  const lines = [...text.matchAll(/\{%-?\s*liquid\b.*?(?:%\}|$)/gs)].reduce(
    (sum, [tag]) => sum + tag.split("\n").length - 1,
    0,
  );
  return lines + text.split("{{").length - 1 + text.split("{%").length - 1;
}
