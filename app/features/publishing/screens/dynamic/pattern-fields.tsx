import { Banner, BlockStack, FormLayout, InlineStack, Text, TextField } from "@shopify/polaris";
import { capacity, exampleCode, guessChance, mostLiveCodes } from "../../generator/pattern";
import type { DynamicDraft, readDynamic } from "./dynamic-draft";
import { chanceText, hugeNumber } from "./pattern-text";

export interface DynamicForm {
  draft: DynamicDraft;
  set: (fields: Partial<DynamicDraft>) => void;
  read: ReturnType<typeof readDynamic>;
  /** What is wrong with a field, here or as the server said. */
  error: (field: string) => { error?: string };
}

/** How made codes look, with an example, how many there are, and how hard they are to guess. */
export function PatternFields({ form }: { form: DynamicForm }) {
  const { draft, set, read, error } = form;
  const { pattern, buffer } = read;
  const guessable = error("pattern").error;
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        How codes look
      </Text>
      <FormLayout>
        <FormLayout.Group condensed>
          <TextField
            label="Prefix"
            value={draft.prefix}
            onChange={(prefix) => set({ prefix })}
            placeholder="SUMMER-"
            autoComplete="off"
            {...error("pattern.prefix")}
          />
          <TextField
            label="Suffix"
            value={draft.suffix}
            onChange={(suffix) => set({ suffix })}
            autoComplete="off"
            {...error("pattern.suffix")}
          />
        </FormLayout.Group>
        <FormLayout.Group condensed>
          <TextField
            label="Random characters"
            type="number"
            min={4}
            max={40}
            value={draft.length}
            onChange={(length) => set({ length })}
            autoComplete="off"
            {...error("pattern.length")}
          />
          <TextField
            label="In groups of"
            type="number"
            min={1}
            placeholder="No groups"
            value={draft.groupSize}
            onChange={(groupSize) => set({ groupSize })}
            autoComplete="off"
            {...error("pattern.groupSize")}
          />
        </FormLayout.Group>
        <TextField
          label="Characters to choose from"
          value={draft.alphabet}
          onChange={(alphabet) => set({ alphabet })}
          autoComplete="off"
          helpText="Without vowels, which spell words, and without what looks alike, such as 0 and O."
          {...error("pattern.alphabet")}
        />
      </FormLayout>
      {pattern && (
        <div role="status">
          <BlockStack gap="100">
            <InlineStack gap="200" blockAlign="center">
              <Text as="span" tone="subdued">
                For example
              </Text>
              <span className="CodeExample">{exampleCode(pattern)}</span>
            </InlineStack>
            <Text as="p" tone="subdued">
              {hugeNumber(capacity(pattern))} possible codes, of which up to{" "}
              {hugeNumber(mostLiveCodes(pattern))} can work at a time.
              {buffer &&
                ` With ${hugeNumber(buffer.target)} that work at a time, ${chanceText(guessChance(pattern, buffer.target))}.`}
            </Text>
          </BlockStack>
        </div>
      )}
      {guessable && <Banner tone="critical">{guessable}</Banner>}
    </BlockStack>
  );
}

/** How many codes are kept ready, and when more are made. */
export function BufferFields({ form: { draft, set, error } }: { form: DynamicForm }) {
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        Codes kept ready
      </Text>
      <FormLayout>
        <FormLayout.Group condensed>
          <TextField
            label="Keep ready"
            type="number"
            min={1}
            value={draft.target}
            onChange={(target) => set({ target })}
            autoComplete="off"
            {...error("buffer.target")}
          />
          <TextField
            label="Make more when fewer are left than"
            type="number"
            min={1}
            value={draft.floor}
            onChange={(floor) => set({ floor })}
            autoComplete="off"
            {...error("buffer.floor")}
          />
        </FormLayout.Group>
        <TextField
          label="Limit the codes generated (optional)"
          type="number"
          min={1}
          value={draft.codeLimit}
          onChange={(codeLimit) => set({ codeLimit })}
          autoComplete="off"
          placeholder="No limit"
          helpText="The pool stops generating codes at this number."
          {...error("codeLimit")}
        />
      </FormLayout>
      <Text as="p" tone="subdued">
        They work in your store before anyone asks for one. When more people ask at once, the pool
        generates codes on demand, up to the number that can work at a time.
      </Text>
    </BlockStack>
  );
}
