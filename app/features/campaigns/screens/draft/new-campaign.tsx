import {
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  DropZone,
  InlineStack,
  Page,
  ProgressBar,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { maxUploadBytes } from "../../../../files/store/upload-size";
import { useNavigate } from "../../../../ui/browser";
import { sendFile } from "../../../../ui/downloads/send-file";
import { type PoolChoice, PoolField } from "./pool-field";

interface Problem {
  message: string;
  field?: string | undefined;
}

const tooLarge = "Files can be up to 256 MB. Split this one into smaller files.";

/** The form for a new campaign: name, pool and list of recipients. */
export function NewCampaign({ pool: preselected }: { pool: PoolChoice | null }) {
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [pool, setPool] = useState(preselected);
  const [file, setFile] = useState<File>();
  const [pasted, setPasted] = useState("");
  const [sent, setSent] = useState<number>();
  const [problem, setProblem] = useState<Problem>();
  const sending = sent !== undefined;
  const nameError = problem?.field === "name" ? { error: problem.message } : {};

  const send = async () => {
    const text = pasted.trim() === "" ? undefined : new File([pasted], "Pasted list");
    const list = file ?? text;
    const missing = findMissing({ name, pool, list });
    setProblem(missing);
    if (missing || !list || !pool) return;
    setSent(0);
    const query = new URLSearchParams({ campaign: name.trim(), pool: String(pool.id) });
    const address = `/app/campaigns/uploads?${query}`;
    const response = await sendFile<{ campaignId: number }>(address, list, setSent);
    setSent(undefined);
    if (response.ok) navigate(`/app/campaigns/${response.campaignId}`);
    else setProblem(response);
  };

  return (
    <Page
      title="New campaign"
      subtitle="Assign each customer on a list a unique code."
      backAction={{ content: "Campaigns", onAction: () => navigate("/app/campaigns") }}
    >
      <BlockStack gap="400">
        {problem && !["name", "pool"].includes(problem.field ?? "") && (
          <Banner tone="critical" title="The list couldn’t be read">
            <p>{problem.message}</p>
          </Banner>
        )}
        <Card>
          <BlockStack gap="400">
            <TextField
              label="Name"
              helpText="The assigned history shows it as the source of these codes."
              value={name}
              onChange={setName}
              maxLength={80}
              autoComplete="off"
              disabled={sending}
              {...nameError}
            />
            <PoolField
              chosen={pool}
              disabled={sending}
              error={problem?.field === "pool" ? problem.message : undefined}
              onChange={setPool}
            />
          </BlockStack>
        </Card>
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              Recipients
            </Text>
            <DropZone
              label="CSV, TSV, text or Excel (.xlsx) file of recipients"
              labelHidden
              allowMultiple={false}
              disabled={sending}
              onDrop={([chosen]) => setFile(chosen)}
            >
              {file ? (
                <div className="ChosenFile">{file.name}</div>
              ) : (
                <DropZone.FileUpload
                  actionTitle="Choose file"
                  actionHint="or drop it here: CSV, TSV, text or Excel (.xlsx), up to 1,000,000 recipients"
                />
              )}
            </DropZone>
            {file && (
              <div>
                <Button disabled={sending} onClick={() => setFile(undefined)}>
                  Remove file
                </Button>
              </div>
            )}
            <Text as="p" tone="subdued">
              Only a column with email addresses is required. We’ll detect it automatically. Other
              columns, such as first names, are included in the results. Everything is stored
              encrypted. Excel files can have up to 200,000 rows. Save larger ones as CSV.
            </Text>
            {!file && (
              <TextField
                label="Or paste recipients"
                helpText="From a spreadsheet or the To field of an email. One per line, or separated by commas, semicolons, tabs or spaces."
                value={pasted}
                onChange={setPasted}
                multiline={5}
                maxHeight="40vh"
                autoComplete="off"
                spellCheck={false}
                disabled={sending}
              />
            )}
          </BlockStack>
        </Card>
        {sending && (
          <Card>
            <BlockStack gap="200">
              <div role="status">
                {sent < 1 ? `Uploading… ${Math.floor(sent * 100)}%` : "Checking the list…"}
              </div>
              <ProgressBar progress={sent * 100} size="small" />
            </BlockStack>
          </Card>
        )}
        <Box paddingBlockEnd="800" paddingInline={{ xs: "400", sm: "0" }}>
          <InlineStack align="end">
            <Button variant="primary" loading={sending} onClick={() => void send()}>
              Review
            </Button>
          </InlineStack>
        </Box>
      </BlockStack>
    </Page>
  );
}

function findMissing(form: {
  name: string;
  pool: PoolChoice | null;
  list: File | undefined;
}): Problem | undefined {
  if (form.name.trim() === "") return { field: "name", message: "Enter a name." };
  if (!form.pool) return { field: "pool", message: "Choose a pool." };
  if (!form.list) return { message: "Choose a file, or paste at least one recipient." };
  return form.list.size > maxUploadBytes ? { message: tooLarge } : undefined;
}
