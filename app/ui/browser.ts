/**
 * What screens use of the web framework. They import it from here, so that no screen names the
 * framework.
 */
export {
  Link,
  NavLink,
  useBlocker,
  useFetcher,
  useLocation,
  useNavigate,
  useNavigation,
  useRevalidator,
  useSearchParams,
} from "@remix-run/react";

/** What App Bridge puts into the page. Present once its script has run. */
declare global {
  interface Window {
    shopify?: {
      idToken(): Promise<string>;
      toast: { show(message: string): void };
      saveBar: {
        /** Resolves when the merchant may leave the page; stays pending when they prefer to stay. */
        leaveConfirmation(): Promise<void>;
      };
    };
  }
}
