import { Icon, TextField } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useEffect, useState } from "react";
import { useNavigate } from "../../../ui/browser";

const debounceMilliseconds = 300;

/** Search by address, domain or part of a code. The URL holds the search. */
export function HistorySearch({ search, error }: { search: string; error: string | null }) {
  const navigate = useNavigate();
  const [text, setText] = useState(search);
  useEffect(() => {
    const trimmed = text.trim();
    if (trimmed === search) return;
    const timer = setTimeout(() => {
      const query = trimmed ? `?${new URLSearchParams({ search: trimmed })}` : "?";
      navigate(query, { replace: true, preventScrollReset: true });
    }, debounceMilliseconds);
    return () => clearTimeout(timer);
  }, [text, search, navigate]);
  return (
    <TextField
      label="Search assigned codes"
      labelHidden
      placeholder="Email, domain or code"
      helpText="Search by full email or customer ID, by domain (example.com), or by the first or last characters of a code."
      prefix={<Icon source={SearchIcon} />}
      value={text}
      onChange={setText}
      autoComplete="off"
      maxLength={300}
      clearButton
      onClearButtonClick={() => setText("")}
      {...(error ? { error } : {})}
    />
  );
}
