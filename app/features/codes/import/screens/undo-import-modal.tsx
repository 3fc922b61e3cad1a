import { Spinner, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { count } from "../../../../core/format";
import { useFetcher } from "../../../../ui/browser";
import { FormModal } from "../../../../ui/forms/form-modal";
import { useFormAction } from "../../../../ui/forms/use-form-action";
import type { UnusedCodes } from "../undo/unused-codes.server";

/** Confirms an undo: of all codes, or of the unassigned ones. */
export function UndoImportModal(props: {
  batch: { id: number; poolId: number; fileName: string };
  onClose: () => void;
}) {
  const { batch, onClose } = props;
  const { submit, busy, refusal, done } = useFormAction("undo");
  const { load, data } = useFetcher<UnusedCodes>();
  useEffect(() => {
    load(`/app/pools/${batch.poolId}/imports/${batch.id}/unused`);
  }, [load, batch.poolId, batch.id]);
  useEffect(() => {
    if (done) onClose();
  }, [done, onClose]);
  const partly = data !== undefined && data.assigned > 0;
  return (
    <FormModal
      title={`Undo the import of ${batch.fileName}?`}
      action={partly ? `Remove ${count(data.unused, "code")}` : "Undo import"}
      destructive
      busy={busy}
      disabled={data === undefined || data.unused === 0}
      onSubmit={() => submit({ keepAssigned: String(partly) })}
      onClose={onClose}
      refusal={refusal}
      fields={[]}
    >
      {data ? (
        <Text as="p">{sentence(data)}</Text>
      ) : (
        <Spinner size="small" accessibilityLabel="Counting codes" />
      )}
    </FormModal>
  );
}

function sentence({ unused, assigned }: UnusedCodes): string {
  const stays =
    assigned === 1
      ? "1 code was assigned or used and stays in the pool."
      : `${count(assigned, "code")} were assigned or used and stay in the pool.`;
  if (unused === 0) return `${stays} There’s nothing to remove.`;
  const goes = `This removes ${count(unused, "code")} from the pool.`;
  return assigned === 0 ? goes : `${goes} ${stays}`;
}
