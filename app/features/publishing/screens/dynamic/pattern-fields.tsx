import { Banner, BlockStack, FormLayout, InlineStack, Text, TextField } from "@shopify/polaris";
import { capacity, exampleCode, guessChance, maxLiveCodes } from "../../generator/pattern";
import type { DynamicDraft, readDynamic } from "./dynamic-draft";
import { chanceText, formatHugeNumber } from "./pattern-text";

export interface DynamicForm {
  draft: DynamicDraft;
  set: (fields: Partial<DynamicDraft>) => void;
  read: ReturnType<typeof readDynamic>;
  /** Error of a field, from the browser's check or the server's. */
  error: (field: string) => { error?: string };
}

/**
 * Code format fields with an example, the number of possible codes and how hard they are to guess.
 */
export function PatternFields({ form }: { form: DynamicForm }) {
  const { draft, set, read, error } = form;
  const { pattern, buffer } = read;
  const guessable = error("pattern").error;
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        Code format
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
            label="Group size"
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
          label="Allowed characters"
          value={draft.alphabet}
          onChange={(alphabet) => set({ alphabet })}
          autoComplete="off"
          helpText="Leave out vowels, which can spell words, and look-alikes such as 0 and O."
          {...error("pattern.alphabet")}
        />
      </FormLayout>
      {pattern && (
        <div role="status">
          <BlockStack gap="100">
            <InlineStack gap="200" blockAlign="center">
              <Text as="span" tone="subdued">
                Example
              </Text>
              <span className="CodeExample">{exampleCode(pattern)}</span>
            </InlineStack>
            <Text as="p" tone="subdued">
              {formatHugeNumber(capacity(pattern))} possible codes, of which up to{" "}
              {formatHugeNumber(maxLiveCodes(pattern))} can work at a time.
              {buffer && ` ${chanceText(guessChance(pattern, buffer.target))}.`}
            </Text>
          </BlockStack>
        </div>
      )}
      {guessable && <Banner tone="critical">{guessable}</Banner>}
    </BlockStack>
  );
}

/** How many codes are kept in reserve, if the pool has one, and how many it generates at most. */
export function BufferFields(props: { form: DynamicForm; reserve: boolean }) {
  const { draft, set, error } = props.form;
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        {props.reserve ? "Codes in reserve" : "Number of codes"}
      </Text>
      <FormLayout>
        {props.reserve && (
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
              label="Refill below"
              type="number"
              min={1}
              value={draft.floor}
              onChange={(floor) => set({ floor })}
              autoComplete="off"
              {...error("buffer.floor")}
            />
          </FormLayout.Group>
        )}
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
      {props.reserve && (
        <Text as="p" tone="subdued">
          Reserved codes already work in your store. If you need more at the same time, codes are
          generated immediately, up to the number that can work at a time.
        </Text>
      )}
    </BlockStack>
  );
}
