import type { ReactNode } from "react";

declare global {
  namespace JSX {
    interface IntrinsicElements {
      "ui-nav-menu": { children: ReactNode };
    }
  }
}

/** The app's links in the admin's navigation. */
export function NavMenu({ children }: { children: ReactNode }) {
  return <ui-nav-menu>{children}</ui-nav-menu>;
}
