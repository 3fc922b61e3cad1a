/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import type { Texts } from "./code-text";

interface FrameProps {
  texts: Texts & { settings: { value: Record<string, unknown> } };
  children: ComponentChildren;
}

/** The heading that the merchant chose, or ours, above the codes. */
export function CodesFrame({ texts, children }: FrameProps) {
  const title = texts.settings.value["title"];
  return (
    <s-section heading={typeof title === "string" && title ? title : texts.i18n.translate("title")}>
      {children}
    </s-section>
  );
}

/** Shown to a customer while their codes load. */
export function LoadingCodes({ texts }: Omit<FrameProps, "children">) {
  return (
    <CodesFrame texts={texts}>
      <s-skeleton-paragraph />
    </CodesFrame>
  );
}

/** Shown to a customer whose codes couldn't be read. */
export function FailedCodes({ texts, retry }: Omit<FrameProps, "children"> & { retry(): void }) {
  return (
    <CodesFrame texts={texts}>
      <s-banner tone="warning">
        <s-stack gap="base">
          <s-text>{texts.i18n.translate("failed")}</s-text>
          <s-button variant="secondary" onClick={retry}>
            {texts.i18n.translate("retry")}
          </s-button>
        </s-stack>
      </s-banner>
    </CodesFrame>
  );
}
