import { buildFunctions } from "../../dev/stack/build-functions";

/** Tests run the functions as they are shipped. */
export default buildFunctions;
