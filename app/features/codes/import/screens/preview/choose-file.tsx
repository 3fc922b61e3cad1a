import {
  Banner,
  BlockStack,
  Button,
  Card,
  DropZone,
  Page,
  ProgressBar,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { maxUploadBytes } from "../../../../../files/store/upload-size";
import { useNavigate } from "../../../../../ui/browser";
import { sendFile } from "../../../../../ui/downloads/send-file";
import { codesOnePerLine } from "./pasted-codes";

const tooLarge = "Files can be up to 256 MB. Split this one into smaller files.";

/** Uploads a file or pasted codes and opens their preview. */
export function ChooseFile({ pool }: { pool: { id: number; name: string } }) {
  const navigate = useNavigate();
  const [pasted, setPasted] = useState("");
  const [sent, setSent] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const send = async (file: Blob & { name?: string }) => {
    setProblem(undefined);
    if (file.size > maxUploadBytes) {
      setProblem(tooLarge);
      return;
    }
    setSent(0);
    const response = await sendFile<{ batchId: number }>(
      `/app/pools/${pool.id}/uploads`,
      file,
      setSent,
    );
    setSent(undefined);
    if (response.ok) navigate(`/app/pools/${pool.id}/import/${response.batchId}`);
    else setProblem(response.message);
  };
  const back = () => navigate(`/app/pools/${pool.id}`);
  return (
    <Page
      title="Import codes"
      subtitle={pool.name}
      backAction={{ content: pool.name, onAction: back }}
    >
      <BlockStack gap="400">
        {problem && (
          <Banner tone="critical" title="The codes couldn’t be read">
            <p>{problem}</p>
          </Banner>
        )}
        {sent !== undefined && (
          <Card>
            <BlockStack gap="200">
              <div role="status">
                {sent < 1 ? `Uploading… ${Math.floor(sent * 100)}%` : "Reading file…"}
              </div>
              <ProgressBar progress={sent * 100} size="small" />
            </BlockStack>
          </Card>
        )}
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              From a file
            </Text>
            <DropZone
              label="CSV, TSV, text or Excel (.xlsx) file"
              labelHidden
              allowMultiple={false}
              disabled={sent !== undefined}
              onDrop={([file]) => file && void send(file)}
            >
              <DropZone.FileUpload
                actionTitle="Choose file"
                actionHint="or drop it here: CSV, TSV, text or Excel (.xlsx), up to 256 MB"
              />
            </DropZone>
            <Text as="p" tone="subdued">
              Only a “code” column is required. Others can be message, assign_by, use_by,
              use_within_days, email, status and times_used. Exports from Shopify and other coupon
              tools work as they are. Excel files can have up to 200,000 rows. Save larger ones as
              CSV.
            </Text>
          </BlockStack>
        </Card>
        <Card>
          <BlockStack gap="300">
            <TextField
              label="Or paste one code per line"
              value={pasted}
              onChange={setPasted}
              multiline={6}
              autoComplete="off"
              disabled={sent !== undefined}
            />
            <div>
              <Button
                disabled={pasted.trim() === "" || sent !== undefined}
                onClick={() => void send(new File([codesOnePerLine(pasted)], "pasted codes.txt"))}
              >
                Preview pasted codes
              </Button>
            </div>
          </BlockStack>
        </Card>
      </BlockStack>
    </Page>
  );
}
