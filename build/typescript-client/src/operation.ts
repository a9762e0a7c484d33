/** A record's published integer, or its UUID. */
export type Ref = number | string;

/** What an operation takes and answers; never set, for the compiler only. */
declare const takes: unique symbol;
declare const answers: unique symbol;

/** Where an operation of the API stands, and what the client must know of it. */
export interface Route {
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly action?: string;
  /** It changes something, and so uses up a CSRF token. */
  readonly csrf?: true;
  readonly list?: true;
  /** The largest page, of a list that is read in pages. */
  readonly pageSize?: number;
  readonly csv?: true;
  /** It answers a file and no envelope. */
  readonly file?: true;
}

/** One operation of the API. */
export interface Operation<Input, Output> extends Route {
  readonly [takes]?: (input: Input) => void;
  readonly [answers]?: Output;
}

/** A list; `Row` is one of its records, `Extras` what stands beside them. */
export interface ListOperation<Input, Row, Extras> extends Operation<Input, Page<Row> & Extras> {
  readonly list: true;
}

/** A list that is read in pages. */
export interface PagedOperation<Input, Row, Extras> extends ListOperation<Input, Row, Extras> {
  readonly pageSize: number;
}

/** A list that can be downloaded as a file. */
export interface CsvOperation<Input> extends Route {
  readonly csv: true;
  readonly [takes]?: (input: Input) => void;
}

/** An operation that answers a file: a picture, a document. */
export interface FileOperation<Input> extends Operation<Input, Download> {
  readonly file: true;
}

/** One page of a list. */
export interface Page<Row> {
  items: Row[];
  /** How many records this page holds. */
  count: number;
  /** How many records match; only with `include_total`. */
  total?: number;
}

export interface CallOptions {
  /** Cancels the call, its retries and its waiting. */
  signal?: AbortSignal;
  /** The name of this change, if you keep it over a restart of your program; else each call has one of its own. */
  idempotencyKey?: string;
}

type Arguments<Input> = {} extends Input ? [input?: Input, options?: CallOptions] : [input: Input, options?: CallOptions];

export interface Method<Input, Output> {
  (...args: Arguments<Input>): Promise<Output>;
}

export interface PagedMethod<Input, Row, Extras = unknown> extends Method<Input, Page<Row> & Extras> {
  /** Every record of every page, one after the other, from `offset` on; `limit` is the size of a page. */
  all(...args: Arguments<Input>): AsyncIterableIterator<Row>;
}

export interface CsvMethod<Input> {
  /** The whole list as a CSV file, whatever `limit` and `offset` are. */
  csv(...args: Arguments<Input>): Promise<Download>;
}

/** A file as it comes in. Read it once: as a stream, a text or a blob. */
export class Download {
  readonly fileName: string | undefined;
  readonly contentType: string;
  readonly #response: Response;

  constructor(response: Response) {
    this.#response = response;
    this.contentType = response.headers.get("content-type") ?? "application/octet-stream";
    this.fileName = /filename="?([^";]+)/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  }

  get stream(): ReadableStream<Uint8Array> | null {
    return this.#response.body;
  }

  text(): Promise<string> {
    return this.#response.text();
  }

  blob(): Promise<Blob> {
    return this.#response.blob();
  }
}
