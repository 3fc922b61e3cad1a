import { type ReactNode, useEffect, useRef } from "react";

/**
 * Makes a table without interactive rows scrollable by keyboard. Polaris puts an IndexTable or a
 * DataTable into its own box that scrolls sideways, but that box isn't in the tab order.
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
