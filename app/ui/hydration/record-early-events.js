// Runs in the head of every page, before there is anything to type into or click. Until React has
// hydrated the page, it records what a merchant does and hides the events from React, which would
// lose them. `replay-early-events.ts` reads `window.earlyEvents` after hydration.
(() => {
  /** Field → its value, or whether a checkbox or radio button is checked. */
  const fields = new Map();
  /** Control → its last event. Repeated clicks on a control count once. */
  const actions = new Map();

  const isToggle = (node) => node.matches('input[type="checkbox"], input[type="radio"]');

  const keepField = (event) => {
    const field = event.target;
    if (!(field instanceof Element) || !field.matches("input, select, textarea")) return;
    event.stopImmediatePropagation();
    fields.delete(field);
    fields.set(field, isToggle(field) ? field.checked : field.value);
  };

  const keepAction = (event, control) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    actions.delete(control);
    actions.set(control, event);
  };

  const keepClick = (event) => {
    const { target } = event;
    if (!(target instanceof Element)) return;
    // The browser has already toggled it, and fires `input` and `change` afterwards.
    if (isToggle(target)) return keepField(event);
    // The browser handles these without React.
    if (target.closest("input, select, textarea, label, summary")) return;
    const link = target.closest("a[href]");
    if (link && leavesThePage(event, link)) return;
    keepAction(event, target.closest('button, a, [role="button"]') ?? target);
  };

  const leavesThePage = (event, link) =>
    event.ctrlKey ||
    event.metaKey ||
    event.shiftKey ||
    event.altKey ||
    link.origin !== location.origin ||
    link.hasAttribute("download") ||
    !["", "_self"].includes(link.target);

  const keepSubmit = (event) => keepAction(event, event.target);

  /** Without this, the browser would navigate to the dropped file. */
  const keepDrop = (event) => {
    event.preventDefault();
    if (event.type !== "drop" || !(event.target instanceof Element)) return;
    const { files } = event.dataTransfer;
    let around = event.target;
    while (around && !around.querySelector('input[type="file"]')) around = around.parentElement;
    const field = around?.querySelector('input[type="file"]');
    if (!field || files.length === 0) return;
    field.files = files;
    fields.set(field, field.value);
  };

  const listeners = [
    ["input", keepField],
    ["change", keepField],
    ["click", keepClick],
    ["submit", keepSubmit],
    ["dragover", keepDrop],
    ["drop", keepDrop],
  ];
  for (const [type, keep] of listeners) window.addEventListener(type, keep, true);

  window.earlyEvents = {
    take: () => {
      for (const [type, keep] of listeners) window.removeEventListener(type, keep, true);
      window.earlyEvents = undefined;
      return { fields, events: [...actions.values()] };
    },
  };
})();
