import { BlockStack, Card, EmptyState, Modal, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { count, number } from "../../../../core/format";
import { Link, useNavigate } from "../../../../ui/browser";
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
  /** The kind shown; null: no differences. */
  kind: DifferenceKind | null;
  findings: DifferencesPage;
  left: IgnoredPage;
}

/** Compares the app's codes with the store's and repairs differences. */
export function ReconciliationPage({ check, kind, findings, left }: ReconciliationPageProps) {
  const navigate = useNavigate();
  const { platform } = useShopFacts();
  const starting = useFormAction("check");
  const repairing = useFormAction("repair");
  const [toRemove, setToRemove] = useState<number[] | "all">();
  const busy = check !== null && isBusy(check);
  const repaired = repairing.done?.value as { repaired: number | null } | undefined;
  // A job repairs all of a kind: refresh until it's done with this page.
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
      title={`Compare with ${platform}`}
      subtitle="Find codes that are missing from your store or weren’t added by this app."
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
                repair === "remove" ? setToRemove(which) : send(repair, which)
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
      {toRemove && (
        <Modal
          open
          onClose={() => setToRemove(undefined)}
          title={`Remove ${toRemove === "all" ? "all of these codes" : count(toRemove.length, "code")} from your store?`}
          primaryAction={{
            content: "Remove from store",
            destructive: true,
            onAction: () => {
              send("remove", toRemove);
              setToRemove(undefined);
            },
          }}
          secondaryActions={[{ content: "Cancel", onAction: () => setToRemove(undefined) }]}
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

/** Tabs for the kinds of differences, with counts. Hidden when there is only one kind. */
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
        <p>
          A check compares every code of your pools’ discounts with your store. It runs every night.
        </p>
      </EmptyState>
    </Card>
  );
}
