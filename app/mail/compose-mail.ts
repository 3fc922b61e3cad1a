/** The content of an email, all plain text. */
export interface MailContent {
  subject: string;
  /** What happened, in one sentence. */
  lead: string;
  /** Name and value. */
  facts: [name: string, value: string][];
  /** More text, one paragraph each. */
  paragraphs: string[];
  link?: { label: string; url: string };
  /** Why this address gets the email. */
  footer: string;
}

/**
 * Renders the content as plain text and as HTML that works without images, colors or a wide screen.
 */
export function composeMail(content: MailContent): { subject: string; text: string; html: string } {
  return { subject: oneLine(content.subject), text: asText(content), html: asHtml(content) };
}

function asText({ lead, facts, paragraphs, link, footer }: MailContent): string {
  const blocks = [
    lead,
    facts.map(([name, value]) => `${name}: ${value}`).join("\n"),
    ...paragraphs,
    link ? `${link.label}:\n${link.url}` : "",
    `-- \n${footer}`,
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function asHtml({ subject, lead, facts, paragraphs, link, footer }: MailContent): string {
  const rows = facts.map(
    ([name, value]) =>
      `<tr><th scope="row" style="${cell};font-weight:normal;color:#4a4a4a">${escaped(name)}</th>` +
      `<td style="${cell};text-align:right"><strong>${escaped(value)}</strong></td></tr>`,
  );
  const parts = [
    `<h1 style="font-size:20px;line-height:1.3;margin:0 0 16px">${escaped(lead)}</h1>`,
    rows.length > 0
      ? `<table style="border-collapse:collapse;margin:0 0 16px">${rows.join("")}</table>`
      : "",
    ...paragraphs.map((text) => `<p style="margin:0 0 16px">${escaped(text)}</p>`),
    link
      ? `<p style="margin:0 0 24px"><a href="${escaped(link.url)}">${escaped(link.label)}</a></p>`
      : "",
    `<p style="margin:0;color:#4a4a4a;font-size:13px">${escaped(footer)}</p>`,
  ];
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1">` +
    `<title>${escaped(subject)}</title></head>` +
    `<body style="margin:0;padding:24px;font:16px/1.5 system-ui,Arial,sans-serif;color:#1a1a1a;background:#fff">` +
    `<main style="max-width:560px">${parts.join("")}</main></body></html>`
  );
}

const cell = "padding:4px 24px 4px 0;text-align:left;border-bottom:1px solid #ddd";

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A line break in a subject would start another header. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
