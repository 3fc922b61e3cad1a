import { undoImport } from "../features/codes/import/undo-import.server";
import { job } from "./job.server";

export const undoImportJob = job("undo-import", (services, { shopId, ...undo }) =>
  undoImport(services, { id: shopId }, undo),
);
