/** The operations one by one, for a bundle that holds only those that it uses: `connection.call(jobsManageCreate, {...})`. */
export { Connection, type PropOpsOptions } from "./connection.js";
export { PropOpsError, type FieldError } from "./errors.js";
export { Download, type CallOptions, type Page, type Ref } from "./operation.js";
export * from "./operations.js";
export type * from "./types.js";
