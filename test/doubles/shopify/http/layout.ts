import { type Html, html } from "./html";

const style: Html = {
  markup: `
  :root { --ink: #1f2328; --quiet: #646b73; --line: #dfe2e6; --ground: #f5f6f7; --accent: #0b6e4f; }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--ground); color: var(--ink);
    font: 15px/1.5 system-ui, "Inter", "DejaVu Sans", sans-serif; }
  header { background: #17212b; color: #fff; padding: 12px 20px; display: flex; gap: 20px;
    align-items: baseline; flex-wrap: wrap; }
  header a { color: #cfe6dc; text-decoration: none; } header a:hover { text-decoration: underline; }
  header strong a { color: #fff; }
  main { max-width: 1080px; margin: 24px auto; padding: 0 16px 48px; }
  h1 { font-size: 24px; margin: 0 0 16px; } h2 { font-size: 17px; margin: 0 0 12px; }
  section { background: #fff; border: 1px solid var(--line); border-radius: 10px; padding: 18px;
    margin-bottom: 18px; overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; font-size: 14px; }
  th, td { text-align: left; padding: 7px 10px 7px 0; border-top: 1px solid var(--line);
    vertical-align: top; }
  th { color: var(--quiet); font-weight: 600; border-top: 0; }
  form { display: inline-flex; gap: 8px; flex-wrap: wrap; align-items: end; margin: 0 12px 8px 0; }
  label { display: grid; font-size: 12px; color: var(--quiet); gap: 2px; }
  input, select { font: inherit; padding: 6px 8px; border: 1px solid #b6bcc3; border-radius: 6px; }
  button { font: inherit; padding: 6px 12px; border: 1px solid #b6bcc3; border-radius: 6px;
    background: #fff; cursor: pointer; }
  button.main { background: var(--accent); border-color: var(--accent); color: #fff; }
  button.danger { color: #a3261c; border-color: #d8a19c; }
  code, pre { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 13px; }
  .quiet { color: var(--quiet); } .bad { color: #a3261c; } .good { color: var(--accent); }
  .cards { display: grid; gap: 14px; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); }
  .cards a { background: #fff; border: 1px solid var(--line); border-radius: 10px; padding: 16px;
    color: inherit; text-decoration: none; display: block; }
  .cards a:hover { border-color: var(--accent); } .cards b { display: block; }
  iframe.mail { width: 100%; height: 460px; border: 1px solid var(--line); background: #fff; }`,
};

/** The layout of the sandbox's own pages. The admin has a different one. */
export function layout(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}</style></head>
<body><header><strong><a href="/">Local Shopify</a></strong>
<a href="/inbox">Inbox</a><a href="/control">Control</a></header>
<main><h1>${title}</h1>${body}</main></body></html>`.markup;
}
