import { Banner, type BannerHandles } from "@shopify/polaris";
import { type ReactNode, useEffect, useRef } from "react";

/**
 * An action's failure, in place. It is scrolled into view and announced, because the button may be
 * far below it.
 */
export function Refusal(props: { message: string | undefined; children?: ReactNode }) {
  const { message, children } = props;
  const banner = useRef<BannerHandles>(null);
  useEffect(() => {
    if (message) banner.current?.focus();
  }, [message]);
  if (!message) return null;
  return (
    <div data-testid="refusal">
      <Banner ref={banner} tone="critical" {...(children ? { title: message } : {})}>
        {children || message}
      </Banner>
    </div>
  );
}
