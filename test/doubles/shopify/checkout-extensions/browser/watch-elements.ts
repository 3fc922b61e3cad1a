/**
 * Elements that are none of Shopify's components aren't shown at checkout: here they are hidden too,
 * and named as a problem.
 */
export function watchElements(body: HTMLElement, problem: (text: string) => void): void {
  const check = (node: Node): void => {
    if (!(node instanceof HTMLElement)) return;
    if (!customElements.get(node.localName)) {
      node.hidden = true;
      problem(`<${node.localName}> is no component that the sandbox has`);
    }
    for (const child of node.children) check(child);
  };
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) check(node);
  }).observe(body, { childList: true, subtree: true });
}
