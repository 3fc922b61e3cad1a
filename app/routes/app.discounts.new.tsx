import { adminLoader } from "../admin/admin.server";
import { NewDiscountPage } from "../features/discounts/screens/form/new-discount-page";

/** No data, but it makes the page require a signed-in person. */
export const loader = adminLoader(async () => null);

export default NewDiscountPage;
