import { Connection, type PropOpsOptions } from "./connection.js";
import type { Methods } from "./methods.js";
import type { CallOptions, CsvOperation, Operation, PagedOperation, Route } from "./operation.js";
import * as operations from "./operations.js";

export type { PropOpsOptions } from "./connection.js";
export { PropOpsError, type FieldError } from "./errors.js";
export { Download, type CallOptions, type CsvMethod, type Method, type Page, type PagedMethod, type Ref } from "./operation.js";
export type * from "./methods.js";
export type * from "./types.js";

/** One installation of PropOps, as one account: a method for each operation, under its id. */
export interface PropOps extends Methods {}

export class PropOps {
  constructor(options: PropOpsOptions) {
    const connection = new Connection(options);
    for (const operation of Object.values<Route>(operations)) {
      place(this, operation.id.split(".").map(camelCase), methodOf(connection, operation));
    }
  }
}

type Input = Record<string, unknown>;

function methodOf(connection: Connection, operation: Route): object {
  return Object.assign(
    (input?: Input, options?: CallOptions) => connection.call(operation as Operation<Input, unknown>, input, options),
    operation.pageSize !== undefined && {
      all: (input?: Input, options?: CallOptions) => connection.all(operation as PagedOperation<Input, unknown, unknown>, input, options),
    },
    operation.csv && { csv: (input?: Input, options?: CallOptions) => connection.csv(operation as CsvOperation<Input>, input, options) },
  );
}

function place(root: object, path: string[], method: object): void {
  let node = root as Record<string, object>;
  for (const name of path.slice(0, -1)) {
    node = (node[name] ??= {}) as Record<string, object>;
  }

  node[path.at(-1)!] = method;
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
