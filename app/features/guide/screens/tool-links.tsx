import { Card } from "@shopify/polaris";
import { Link, useSearchParams } from "../../../ui/browser";
import type { Tool } from "./tool";
import { tools } from "./tools";

/** The tools as links, so each has a URL to share. */
export function ToolLinks({ chosen }: { chosen: Tool }) {
  const [params] = useSearchParams();
  const address = (id: string) => {
    const changed = new URLSearchParams(params);
    changed.set("tool", id);
    return `?${changed}`;
  };
  return (
    <Card padding="100">
      <nav aria-label="Email tools">
        <ul className="TabBar TabBarWrapped">
          {tools.map((tool) => (
            <li key={tool.id}>
              <Link
                className="TabLink"
                to={address(tool.id)}
                aria-current={tool === chosen ? "page" : undefined}
                preventScrollReset
              >
                {tool.name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </Card>
  );
}
