import { BlockStack, Card, Text } from "@shopify/polaris";
import { Link } from "../../../ui/browser";
import { CodeBlock } from "../../../ui/code-block";
import type { ChosenPool } from "../chosen-pool.server";
import type { Step, Tool } from "./tool";

/** The steps to set up a tool, with snippets to paste. */
export function ToolSteps(props: { tool: Tool; pool: ChosenPool; apiUrl: string }) {
  const { tool, pool, apiUrl } = props;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {`${tool.name}, step by step`}
        </Text>
        <ol className="Steps">
          {tool.steps({ handle: pool.handle, apiUrl }).map((step) => (
            <li key={step.text}>
              <BlockStack gap="200">
                <Text as="p">{step.text}</Text>
                {step.page && <StepLink page={step.page} tool={tool} pool={pool} />}
                {step.snippet && (
                  <CodeBlock
                    label={`${tool.name}: ${step.snippet.label}`}
                    text={step.snippet.text}
                  />
                )}
              </BlockStack>
            </li>
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}

function StepLink(props: { page: NonNullable<Step["page"]>; tool: Tool; pool: ChosenPool }) {
  const { page, tool, pool } = props;
  if (page === "campaigns")
    return (
      <Link className="TextLink" to={`/app/campaigns/new?pool=${pool.id}`}>
        Start a campaign for this pool
      </Link>
    );
  const params = new URLSearchParams({ create: "assign", pool: pool.handle, name: tool.name });
  return (
    <Link className="TextLink" to={`/app/api-keys?${params}`}>
      Create a key for this pool
    </Link>
  );
}
