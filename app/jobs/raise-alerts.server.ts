import { raiseAlerts } from "../features/alerts/raise-alerts.server";
import { job } from "./job.server";

export const raiseAlertsJob = job("raise-alerts", (services, _payload, signal) =>
  raiseAlerts(services, signal),
);
