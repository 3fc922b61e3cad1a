import { json } from "../http/answers";
import type { Route } from "../http/route";
import { addFault, type FaultOrder } from "./add-fault";

/**
 * Adds faults: `{match, kind, shop?, times?, rate?, seed?, delayMs?, codes?, share?, message?}`.
 */
export const faultRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/control/api/faults",
    handle: ({ sandbox }) => json({ faults: sandbox.world.faults }),
  },
  {
    method: "POST",
    path: "/control/api/faults",
    handle: async ({ sandbox, request }) => {
      const fault = addFault(sandbox, (await request.json()) as FaultOrder);
      return fault ? json(fault, 201) : json({ errors: "There is no such fault here." }, 400);
    },
  },
  {
    method: "DELETE",
    path: "/control/api/faults",
    handle: ({ sandbox }) => {
      sandbox.world.faults = [];
      return json({});
    },
  },
  {
    method: "DELETE",
    path: "/control/api/faults/:fault",
    handle: ({ sandbox, params }) => {
      sandbox.world.faults = sandbox.world.faults.filter((fault) => fault.id !== params["fault"]);
      return json({});
    },
  },
];
