import { adminLoader } from "../http/admin.server";
import { NewDiscountPage } from "../ui/discounts/form/new-discount-page";

/** Only for people who are signed in. */
export const loader = adminLoader(async () => null);

export default NewDiscountPage;
