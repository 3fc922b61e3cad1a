import { Icon, TextField } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useEffect, useState } from "react";
import { useNavigate } from "../../../ui/browser";

/** While somebody types, the search waits this long for the next letter. */
const typingMilliseconds = 300;

/** Search by address, domain or a part of a code; lives in the address of the page. */
export function HistorySearch({ search, error }: { search: string; error: string | null }) {
  const navigate = useNavigate();
  const [text, setText] = useState(search);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === search) return;
    const timer = setTimeout(() => {
      const query = wanted ? `?${new URLSearchParams({ search: wanted })}` : "?";
      navigate(query, { replace: true, preventScrollReset: true });
    }, typingMilliseconds);
    return () => clearTimeout(timer);
  }, [text, search, navigate]);
  return (
    <TextField
      label="Search assigned codes"
      labelHidden
      placeholder="Email, domain or code"
      helpText="Finds a whole email address or customer ID, everyone at a domain (example.com), and codes by their first or last characters."
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
