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

/** The parts of a pool's page: links, so that each has an address of its own. */
export function PoolTabs({ pool }: { pool: TabbedPool }) {
  const bar = useRef<HTMLUListElement>(null);
  const { pathname } = useLocation();
  // On a phone the tabs do not fit: the one that is open shall be seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it moves when the address does
  useEffect(() => {
    const list = bar.current;
    const open = list?.querySelector<HTMLElement>("[aria-current=page]");
    if (!list || !open) return;
    list.scrollLeft = open.offsetLeft - (list.clientWidth - open.offsetWidth) / 2;
  }, [pathname]);
  return (
    <Card padding="100">
      <nav aria-label="Parts of this pool">
        <ul className="TabBar" ref={bar}>
          {tabs
            .filter(({ shownFor }) => shownFor(pool))
            .map(({ path, label }) => (
              <li key={path}>
                <NavLink
                  className="TabLink"
                  to={`/app/pools/${pool.id}${path}`}
                  // What lies below a tab belongs to it; everything lies below the first.
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
