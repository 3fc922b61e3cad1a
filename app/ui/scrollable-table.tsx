import { type ReactNode, useEffect, useRef } from "react";

/**
 * Around an IndexTable or a DataTable whose rows may have nothing to click. Polaris lets it scroll sideways in a box
 * of its own; without a place in the order of the Tab key that box could not be scrolled by keyboard.
 */
export function ScrollableTable({ label, children }: { label: string; children: ReactNode }) {
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = around.current?.querySelector(
      ".Polaris-IndexTable-ScrollContainer, .Polaris-DataTable__ScrollContainer",
    );
    box?.setAttribute("tabindex", "0");
    box?.setAttribute("role", "region");
    box?.setAttribute("aria-label", label);
  });
  return <div ref={around}>{children}</div>;
}
