import { adminLoader } from "../admin/admin.server";
import { NewDiscountPage } from "../features/discounts/screens/form/new-discount-page";

/** Only for people who are signed in. */
export const loader = adminLoader(async () => null);

export default NewDiscountPage;
