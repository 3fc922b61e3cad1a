import {
  assignCodeOperation,
  assignCodesOperation,
  listAssignmentsOperation,
  releaseAssignmentOperation,
} from "./assignment-operations";
import { addCodesOperation, getImportOperation, lookUpCodeOperation } from "./code-operations";
import type { Operation } from "./operation";
import { editPoolOperation, getPoolOperation, listPoolsOperation } from "./pool-operations";
import { renderOperation } from "./render-operation";

/** All operations of the API, in the order of the reference. */
export const operations: readonly Operation[] = [
  listPoolsOperation,
  getPoolOperation,
  editPoolOperation,
  assignCodeOperation,
  assignCodesOperation,
  listAssignmentsOperation,
  releaseAssignmentOperation,
  lookUpCodeOperation,
  addCodesOperation,
  getImportOperation,
  renderOperation,
];
