import { flushSync } from "react-dom";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

declare global {
  interface Window {
    /** Set by `record-early-events.js`. */
    earlyEvents?: {
      /** Ends the recording, and returns what happened until now. */
      take(): {
        /** In the order of their last change; `true` and `false` for what can be checked. */
        fields: Map<Field, string | boolean>;
        /** Clicks and submits, one for each control, in their order. */
        events: Event[];
      };
    };
  }
}

/**
 * Does once more, now that React listens, what happened in the page before: first what was typed and
 * chosen, then what was clicked. Call it after hydration, outside of React's own work.
 */
export function replayEarlyEvents(): void {
  const early = window.earlyEvents?.take();
  if (!early) return;
  const focused = document.activeElement;
  // The focus came before React listened. Some fields open their suggestions by it.
  if (focused && focused !== document.body) {
    react(() => focused.dispatchEvent(new FocusEvent("focusin", { bubbles: true })));
  }
  for (const [field, value] of early.fields) {
    if (field.isConnected) react(() => enter(field, value));
  }
  for (const event of early.events) {
    if ((event.target as Node).isConnected) react(() => repeat(event));
  }
}

/** Each step is drawn before the next: text that was typed may enable the button that was clicked. */
function react(step: () => void): void {
  flushSync(step);
}

function enter(field: Field, value: string | boolean): void {
  if (typeof value === "boolean") {
    check(field as HTMLInputElement, value);
  } else if (field.type === "file") {
    field.dispatchEvent(new Event("change", { bubbles: true }));
  } else if (field instanceof HTMLSelectElement) {
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  } else {
    type(field, value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/**
 * React ignores an input event unless the value differs from the one that it set or found last. It
 * sees what is assigned to the element's own `value`, and not what its prototype sets.
 */
function type(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const { selectionStart, selectionEnd } = field;
  field.value = value === "" ? "0" : "";
  const prototype =
    field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, value);
  // Fields of numbers and dates have no selection.
  if (selectionStart !== null) field.setSelectionRange(selectionStart, selectionEnd);
}

/** A click toggles it, so it starts from the other state. */
function check(field: HTMLInputElement, checked: boolean): void {
  if (field.type === "radio" && !checked) return;
  if (field.type === "checkbox" && checked === field.defaultChecked) return;
  field.checked = !checked;
  field.click();
}

function repeat(event: Event): void {
  const { target } = event;
  if (event.type === "submit") {
    (target as HTMLFormElement).requestSubmit((event as SubmitEvent).submitter);
  } else {
    // A copy, because the browser dispatches an event once.
    target?.dispatchEvent(new MouseEvent(event.type, event as MouseEvent));
  }
}
