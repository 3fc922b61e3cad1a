import type { BarButton } from "../messages";

const isOn = (element: Element, name: string): boolean =>
  element.hasAttribute(name) && element.getAttribute(name) !== "false";

/** Describes a button of the app for the admin. */
export const readButton = (element: HTMLElement, key: string, label = ""): BarButton => ({
  key,
  label: element.textContent?.trim() || label,
  primary: element.getAttribute("variant") === "primary",
  critical: element.getAttribute("tone") === "critical",
  disabled: isOn(element, "disabled"),
  loading: isOn(element, "loading"),
});
