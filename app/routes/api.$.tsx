import { apiRoute } from "../api/api-route.server";

/** Every address of the API that does not exist. */
const route = apiRoute();

export const loader = route.loader;
export const action = route.action;
