import { useEffect } from "react";
import { useFormAction } from "../forms/use-form-action";

/**
 * Asks the page for a signed link and lets the browser download it: the file goes straight to disk,
 * however large it is. `action`: another route than the current one, which makes the link.
 */
export function useDownload(action?: string) {
  const exporting = useFormAction("export", action ? { action } : {});
  const { done } = exporting;
  useEffect(() => {
    const href = (done?.value as { href?: string } | undefined)?.href;
    if (!href) return;
    const link = document.createElement("a");
    link.href = href;
    link.download = "";
    document.body.append(link);
    link.click();
    link.remove();
  }, [done]);
  return exporting;
}
