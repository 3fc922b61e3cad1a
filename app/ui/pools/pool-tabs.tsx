import { Card } from "@shopify/polaris";
import { NavLink } from "../../http/browser";

const tabs = [
  { path: "", label: "Active codes" },
  { path: "/assigned", label: "Assigned history" },
  { path: "/campaigns", label: "Campaigns" },
  { path: "/imports", label: "Imports" },
  { path: "/emails", label: "Use in e-mails" },
  { path: "/settings", label: "Settings" },
];

/** The parts of a pool's page: links, so that each has an address of its own. */
export function PoolTabs({ poolId }: { poolId: number }) {
  return (
    <Card padding="100">
      <nav aria-label="Parts of this pool">
        <ul className="TabBar">
          {tabs.map(({ path, label }) => (
            <li key={path}>
              <NavLink
                className="TabLink"
                to={`/app/pools/${poolId}${path}`}
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
