/** What a template may have at most, its parts together: some hundred are usual in a long newsletter. */
export const mostTags = 5000;

/** Tags and outputs of a text, the lines inside a `{% liquid %}` tag each as one. Counted without parsing. */
export function countTags(text: string): number {
  const lines = [...text.matchAll(/\{%-?\s*liquid\b.*?(?:%\}|$)/gs)].reduce(
    (sum, [tag]) => sum + tag.split("\n").length - 1,
    0,
  );
  return lines + text.split("{{").length - 1 + text.split("{%").length - 1;
}
