import { BlockStack, Card, EmptyState, Modal, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { Link, useNavigate } from "../../../../ui/browser";
import { count, number } from "../../../../ui/format";
import { Refusal } from "../../../../ui/forms/refusal";
import { useFormAction } from "../../../../ui/forms/use-form-action";
import { useRefreshWhile } from "../../../../ui/refresh-while";
import { useShopFacts } from "../../../../ui/shop-facts";
import {
  type DifferenceKind,
  type DifferenceRepair,
  differenceKinds,
  type Reconciliation,
} from "../difference";
import type { DifferencesPage } from "../list-differences.server";
import type { IgnoredPage } from "../repair/list-ignored-differences.server";
import { CheckCard, isBusy } from "./check-card";
import { differenceLabels } from "./difference-labels";
import { DifferencesCard } from "./differences-card";
import { IgnoredCard } from "./ignored-card";

interface ReconciliationPageProps {
  check: Reconciliation | null;
  /** The kind that is shown; null: nothing was found. */
  kind: DifferenceKind | null;
  findings: DifferencesPage;
  left: IgnoredPage;
}

/** Compares what the app believes of its codes with what the shop has, and mends what differs. */
export function ReconciliationPage({ check, kind, findings, left }: ReconciliationPageProps) {
  const navigate = useNavigate();
  const { platform } = useShopFacts();
  const starting = useFormAction("check");
  const repairing = useFormAction("repair");
  const [asked, setAsked] = useState<number[] | "all">();
  const busy = check !== null && isBusy(check);
  const repaired = repairing.done?.value as { repaired: number | null } | undefined;
  // All of them are repaired by a job: the page looks until it has come by here.
  const jobUnderWay =
    repaired?.repaired === null && findings.findings.some(({ repair }) => repair === null);
  const reporting = useFormAction("reportAgain");
  useRefreshWhile(busy || jobUnderWay);
  const send = (repair: DifferenceRepair, which: number[] | "all") =>
    repairing.submit({
      checkId: String(check?.id),
      kind: String(kind),
      repair,
      which: which === "all" ? "all" : which.join(","),
    });
  return (
    <Page
      title={`Check with ${platform}`}
      subtitle="Whether your store has the codes this app counts on, and no others."
      backAction={{ content: "Discounts", onAction: () => navigate("/app/discounts") }}
      primaryAction={{
        content: check?.nextTryAt ? "Try now" : "Check now",
        loading: (busy && !check.nextTryAt) || starting.busy,
        onAction: () => starting.submit({}),
      }}
    >
      <BlockStack gap="400">
        <Refusal
          message={
            starting.refusal?.message ?? repairing.refusal?.message ?? reporting.refusal?.message
          }
        />
        {check ? <CheckCard check={check} /> : <NeverChecked />}
        {check && kind && (
          <>
            <KindTabs check={check} shown={kind} />
            <DifferencesCard
              key={kind}
              kind={kind}
              page={findings}
              busy={busy || repairing.busy || jobUnderWay}
              onRepair={(repair, which) =>
                repair === "remove" ? setAsked(which) : send(repair, which)
              }
            />
          </>
        )}
        <IgnoredCard
          page={left}
          busy={reporting.busy}
          onReport={(which) =>
            reporting.submit({ which: which === "all" ? "all" : which.join(",") })
          }
        />
      </BlockStack>
      {asked && (
        <Modal
          open
          onClose={() => setAsked(undefined)}
          title={`Remove ${asked === "all" ? "all of these codes" : count(asked.length, "code")} from your store?`}
          primaryAction={{
            content: "Remove from store",
            destructive: true,
            onAction: () => {
              send("remove", asked);
              setAsked(undefined);
            },
          }}
          secondaryActions={[{ content: "Cancel", onAction: () => setAsked(undefined) }]}
        >
          <Modal.Section>
            <Text as="p">
              They stop working right away, for everyone who has one. This app didn’t create them,
              so ask the person who did before you remove them.
            </Text>
          </Modal.Section>
        </Modal>
      )}
    </Page>
  );
}

/** The groups of what was found, each with how many; nothing where there is one group. */
function KindTabs({ check, shown }: { check: Reconciliation; shown: DifferenceKind }) {
  const kinds = differenceKinds.filter((kind) => check[kind] > 0);
  if (kinds.length < 2) return null;
  return (
    <Card padding="100">
      <nav aria-label="Kinds of differences">
        <ul className="TabBar">
          {kinds.map((kind) => (
            <li key={kind}>
              <Link
                className="TabLink"
                to={`/app/check?kind=${kind}`}
                aria-current={kind === shown ? "page" : undefined}
                preventScrollReset
              >
                {`${differenceLabels[kind].title} (${number(check[kind])})`}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </Card>
  );
}

function NeverChecked() {
  return (
    <Card>
      <EmptyState heading="Not checked yet" image="">
        <p>A check reads every code of your pools’ discounts in your store. It runs every night.</p>
      </EmptyState>
    </Card>
  );
}
