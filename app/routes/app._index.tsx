import { Page } from "@shopify/polaris";
import { adminLoader } from "../http/admin.server";

export const loader = adminLoader(async () => ({}));

export default function Home() {
  return <Page title="Coupon Management" />;
}
