import { Card } from "@shopify/polaris";
import { NavLink } from "../../http/browser";
import type { PoolType } from "../../pools/pool";

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
  { path: "/emails", label: "Use in e-mails", shownFor: always },
  { path: "/settings", label: "Settings", shownFor: always },
];

/** The parts of a pool's page: links, so that each has an address of its own. */
export function PoolTabs({ pool }: { pool: TabbedPool }) {
  return (
    <Card padding="100">
      <nav aria-label="Parts of this pool">
        <ul className="TabBar">
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
