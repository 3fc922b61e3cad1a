/**
 * What screens use of the web framework. They import it from here, so that the framework's name
 * stands at the door only.
 */
export {
  Link,
  NavLink,
  useFetcher,
  useLocation,
  useNavigate,
  useNavigation,
  useRevalidator,
  useSearchParams,
} from "@remix-run/react";
