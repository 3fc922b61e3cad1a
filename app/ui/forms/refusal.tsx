import { Banner, type BannerHandles } from "@shopify/polaris";
import { type ReactNode, useEffect, useRef } from "react";

/**
 * What an action of the page refused, in its place. It is brought into sight and read out: whoever
 * pressed the button may be far below it.
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
