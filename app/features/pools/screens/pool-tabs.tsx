import { Card } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { NavLink, useLocation } from "../../../ui/browser";
import type { PoolType } from "../pool";

interface TabbedPool {
  id: number;
  type: PoolType;
}

const always = () => true;
const tabs: { path: string; label: string; shownFor: (pool: TabbedPool) => boolean }[] = [
  { path: "", label: "Active codes", shownFor: always },
  { path: "/assigned", label: "Assigned history", shownFor: always },
  { path: "/campaigns", label: "Campaigns", shownFor: always },
  { path: "/imports", label: "Imports", shownFor: ({ type }) => type !== "dynamic" },
  { path: "/statistics", label: "Statistics", shownFor: always },
  { path: "/emails", label: "Use in emails", shownFor: always },
  { path: "/settings", label: "Settings", shownFor: always },
];

/** Tabs of a pool's page. They're links, so each has its own URL. */
export function PoolTabs({ pool }: { pool: TabbedPool }) {
  const bar = useRef<HTMLUListElement>(null);
  const { pathname } = useLocation();
  // The tabs don't fit on a phone: scroll to the open one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: scroll when the path changes
  useEffect(() => {
    const list = bar.current;
    const open = list?.querySelector<HTMLElement>("[aria-current=page]");
    if (!list || !open) return;
    list.scrollLeft = open.offsetLeft - (list.clientWidth - open.offsetWidth) / 2;
  }, [pathname]);
  return (
    <Card padding="100">
      <nav aria-label="Pool sections">
        <ul className="TabBar" ref={bar}>
          {tabs
            .filter(({ shownFor }) => shownFor(pool))
            .map(({ path, label }) => (
              <li key={path}>
                <NavLink
                  className="TabLink"
                  to={`/app/pools/${pool.id}${path}`}
                  // Pages below a tab belong to it. Every page is below the first one.
                  end={path === ""}
                  prefetch="intent"
                  preventScrollReset
                >
                  {label}
                </NavLink>
              </li>
            ))}
        </ul>
      </nav>
    </Card>
  );
}
