import { ChoiceList } from "@shopify/polaris";
import type { DraftItems } from "../../creation/discount-draft";
import { ItemPicker } from "./item-picker";

const labels: Record<DraftItems["kind"], string> = {
  all: "Entire order",
  products: "Specific products",
  collections: "Specific collections",
};

/** What a discount applies to: everything, products or collections. */
export function ItemsFields(props: {
  title: string;
  value: DraftItems;
  kinds: DraftItems["kind"][];
  onChange: (items: DraftItems) => void;
  error?: string;
}) {
  const { value, onChange } = props;
  const picker = (kind: "products" | "collections") => (selected: boolean) =>
    selected && (
      <ItemPicker
        kind={kind}
        picked={value[kind]}
        error={props.error}
        onChange={(picked) => onChange({ ...value, [kind]: picked })}
      />
    );
  return (
    <ChoiceList
      title={props.title}
      selected={[value.kind]}
      onChange={([kind]) => onChange({ ...value, kind: kind as DraftItems["kind"] })}
      choices={props.kinds.map((kind) => ({
        value: kind,
        label: labels[kind],
        ...(kind === "all" ? {} : { renderChildren: picker(kind) }),
      }))}
    />
  );
}
