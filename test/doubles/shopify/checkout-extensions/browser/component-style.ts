/** The look of the components in their shadow. Shopify's own depends on the store's branding. */
export const baseStyle = `<style>
:host { font: 16px/1.5 system-ui, sans-serif; color: #23201c; }
:host([hidden]) { display: none; }
:host(s-stack), :host(s-section), :host(s-banner), :host(s-box), :host(s-grid), :host(s-paragraph),
:host(s-heading), :host(s-unordered-list), :host(s-list-item) { display: block; }
:host(s-stack) { display: flex; flex-direction: column; gap: 10px; }
:host(s-stack[direction="inline"]) { flex-flow: row wrap; align-items: center; }
h2, h3 { font-size: 18px; margin: 0 0 10px; } p { margin: 0; }
.control { font: inherit; min-height: 44px; padding: 9px 16px; border-radius: 8px; border: 1px solid #a49c91; background: #fff; color: inherit; cursor: pointer; text-decoration: none; }
.control:disabled { color: #6b655d; cursor: default; }
.control:focus-visible, a:focus-visible, .link:focus-visible { outline: 3px solid #c58b5c; outline-offset: 2px; }
:host([variant="primary"]) .control { background: #6b3e1f; border-color: #6b3e1f; color: #fff; }
.link { font: inherit; border: 0; background: none; color: #6b3e1f; text-decoration: underline; cursor: pointer; }
a { color: #6b3e1f; }
.banner { border: 1px solid #a49c91; border-radius: 8px; padding: 12px; display: grid; gap: 6px; }
.badge { border-radius: 6px; padding: 2px 8px; background: #f0ebe3; font-size: 14px; }
.skeleton { display: block; height: 1em; border-radius: 6px; background: #e3ded6; }
.error { color: #9d2a1e; }
</style>`;
