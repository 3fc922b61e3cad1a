import { sendAlertMail } from "../features/alerts/send-alert-mail.server";
import { job } from "./job.server";

export const sendAlertMailJob = job("send-alert-mail", (services, payload) =>
  sendAlertMail(services, payload),
);
