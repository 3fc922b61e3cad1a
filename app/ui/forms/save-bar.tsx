import { type DetailedHTMLProps, type HTMLAttributes, useEffect, useRef } from "react";
import { useBlocker } from "../browser";

interface SaveBarElement extends HTMLElement {
  show?: () => Promise<void>;
  hide?: () => Promise<void>;
}

declare global {
  namespace JSX {
    interface IntrinsicElements {
      "ui-save-bar": DetailedHTMLProps<HTMLAttributes<SaveBarElement>, SaveBarElement>;
    }
  }
}

/**
 * The admin's bar for unsaved changes, with Save and Discard, shown while `open`. Links within the
 * app ask for confirmation before leaving the page, in the admin's own dialog.
 */
export function SaveBar(props: {
  id: string;
  open: boolean;
  saving: boolean;
  onSave: () => void;
  onDiscard: () => void;
}) {
  const bar = useRef<SaveBarElement>(null);
  const { open } = props;
  useEffect(() => {
    const element = bar.current;
    if (!element?.show || !element.hide) return;
    void (open ? element.show() : element.hide());
    return () => void element.hide?.();
  }, [open]);
  useLeaveConfirmation(open);
  return (
    <ui-save-bar id={props.id} ref={bar}>
      {/* App Bridge copies these buttons. `variant` and `loading` are its own attributes. */}
      <button
        type="button"
        {...{ variant: "primary" }}
        {...(props.saving ? { loading: "" } : {})}
        onClick={props.onSave}
      >
        Save
      </button>
      <button type="button" onClick={props.onDiscard}>
        Discard
      </button>
    </ui-save-bar>
  );
}

function useLeaveConfirmation(unsaved: boolean): void {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      unsaved && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    const confirmation = window.shopify?.saveBar?.leaveConfirmation() ?? Promise.resolve();
    confirmation.then(blocker.proceed, blocker.reset);
  }, [blocker]);
}
