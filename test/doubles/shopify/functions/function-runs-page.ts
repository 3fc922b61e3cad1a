import { type Html, html } from "../http/html";
import { layout } from "../http/layout";
import type { Sandbox } from "../sandbox";
import type { FunctionRun } from "./function-run";

/** The page with the latest runs of functions, newest first. */
export const functionRunsPage = ({ functionRuns }: Sandbox): string =>
  layout(
    "Functions",
    functionRuns.length === 0
      ? html`<section><p>No function ran yet. Functions of active automatic discounts run whenever a
cart or a checkout changes.</p></section>`
      : html`${[...functionRuns].reverse().map(oneRun)}`,
  );

const oneRun = (run: FunctionRun): Html => html`<section data-run="${run.error?.reason ?? "done"}">
<h2>${run.handle}, ${new Date(run.at).toISOString().slice(0, 19).replace("T", " ")} UTC</h2>
<p>${run.shop}, ${run.discountTitle}.
<span class="quiet">${run.inputBytes} bytes in, ${run.outputBytes} bytes out, ${run.durationMs.toFixed(1)} ms.</span></p>
${run.error ? html`<p class="bad">${run.error.reason}: ${run.error.message}</p>` : null}
${run.ignored.length > 0 ? html`<p class="bad">Not carried out here: ${run.ignored.join(", ")}</p>` : null}
${run.logs ? html`<pre>${run.logs}</pre>` : null}
<h3>Input</h3><pre>${JSON.stringify(run.input, null, 2)}</pre>
<h3>Output</h3><pre>${JSON.stringify(run.output, null, 2)}</pre></section>`;
