import { Box, Icon, TextField } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useEffect, useState } from "react";

/** Pause after the last keystroke before the search starts. */
const typingMilliseconds = 300;

/** A search field that searches as you type. */
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
