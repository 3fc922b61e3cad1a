import { Box, Icon, TextField } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useEffect, useState } from "react";

/** While somebody types, the search waits this long for the next letter. */
const typingMilliseconds = 300;

/** A search that starts by itself once the typing pauses. */
export function SearchField(props: {
  label: string;
  placeholder: string;
  value: string;
  onSearch: (text: string) => void;
}) {
  const { value, onSearch } = props;
  const [text, setText] = useState(value);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onSearch(text.trim()), typingMilliseconds);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);
  return (
    <Box padding="300">
      <TextField
        label={props.label}
        labelHidden
        placeholder={props.placeholder}
        prefix={<Icon source={SearchIcon} />}
        value={text}
        onChange={setText}
        autoComplete="off"
        clearButton
        onClearButtonClick={() => setText("")}
      />
    </Box>
  );
}
