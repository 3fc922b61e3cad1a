import { useEffect } from "react";
import { useFormAction } from "../forms/use-form-action";

/**
 * Requests a signed link and lets the browser download it, straight to disk, whatever the file's
 * size. `action` is the route that signs the link, if not the current one.
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
