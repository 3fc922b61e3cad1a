/**
 * The parts of Remix that screens use. They import them from here, so that no screen depends on
 * Remix directly.
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

/** The global that App Bridge adds. Present once its script has run. */
declare global {
  interface Window {
    shopify?: {
      idToken(): Promise<string>;
      toast: { show(message: string): void };
      saveBar: {
        /** Resolves if the merchant confirms leaving the page. Stays pending if they stay. */
        leaveConfirmation(): Promise<void>;
      };
    };
  }
}
