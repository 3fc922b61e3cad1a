import { flushSync } from "react-dom";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

declare global {
  interface Window {
    /** Set by `record-early-events.js`. */
    earlyEvents?: {
      /** Stops recording and returns what was recorded. */
      take(): {
        /** In the order of their last change. Booleans for checkboxes and radio buttons. */
        fields: Map<Field, string | boolean>;
        /** Clicks and submits in order, one per control. */
        events: Event[];
      };
    };
  }
}

/**
 * Replays what happened before hydration: first everything typed and chosen, then clicks and
 * submits. Call it after hydration, outside of React's own work.
 */
export function replayEarlyEvents(): void {
  const early = window.earlyEvents?.take();
  if (!early) return;
  const focused = document.activeElement;
  // The field got its focus before React listened. Some fields open their suggestions on focus.
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

/** Renders each step before the next: typed text may enable the button that was clicked. */
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
 * React ignores an input event if the value is the one it last saw. It tracks assignments to the
 * element's own `value`, but not the prototype's setter.
 */
function type(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const { selectionStart, selectionEnd } = field;
  field.value = value === "" ? "0" : "";
  const prototype =
    field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, value);
  // Number and date fields have no selection.
  if (selectionStart !== null) field.setSelectionRange(selectionStart, selectionEnd);
}

/** A click toggles it, so start from the opposite state. */
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
    // A copy, because an event can't be dispatched twice.
    target?.dispatchEvent(new MouseEvent(event.type, event as MouseEvent));
  }
}
