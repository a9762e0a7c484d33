import { CsrfTokens } from "./csrf.js";
import { PropOpsError, unexpected } from "./errors.js";
import { Download, type CallOptions, type CsvOperation, type Operation, type Page, type PagedOperation, type Route } from "./operation.js";

export interface PropOpsOptions {
  /** Where the installation stands, as `https://propops.example.org`; left out, that of the page. */
  baseUrl?: string;
  /** `bearer`: the client keeps the token of its sign-in and sends it. `cookie`: the browser keeps the session, and signs in with it. */
  auth: "bearer" | "cookie";
  /** A token that you have already: a personal one, or one that you kept from `onToken`. */
  token?: string;
  /** `exempt`: the token is a personal one that was made with `csrf: "exempt"`, so that no CSRF token is asked for. */
  csrf?: "required" | "exempt";
  /** Called with the token of a sign-in, and with undefined at the end of its session, so that you can keep it. */
  onToken?: (token: string | undefined) => void;
  /** How often a call is tried again where nobody answered, or it was asked to wait; 3 where left out. */
  retries?: number;
  /** In place of the platform's. */
  fetch?: typeof fetch;
}

type Values = Record<string, unknown>;

interface Request {
  operation: Route;
  input: Values;
  options: CallOptions;
  key: string | undefined;
}

const signInId = "auth.login.create_token";
const signOutId = "auth.logout.own_session";
const csrfHeader = "X-CSRF-Token";
const csrfTokens: Operation<{ count: number }, { tokens: string[] }> = { id: "security.csrf_token.get", method: "GET", path: "/api/security/csrf-token" };
/** Whoever is asked to wait for longer would rather be told. */
const longestWait = 60_000;
/** A node that died in the middle of a change holds its name for so long; then the change is carried out. */
const longestInProgress = 40_000;

/** Sends operations: action, credentials, CSRF tokens, repetition; and takes what comes back out of its envelope. */
export class Connection {
  readonly #options: PropOpsOptions;
  readonly #base: string;
  readonly #fetch: typeof fetch;
  readonly #csrf = new CsrfTokens((count) => this.#fetchCsrfTokens(count));
  #token: string | undefined;

  constructor(options: PropOpsOptions) {
    this.#options = options;
    this.#base = (options.baseUrl ?? "").replace(/\/+$/, "");
    this.#fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
    this.#token = options.token;
  }

  /** @throws {PropOpsError} when it is refused, or nobody answers. */
  async call<Input, Output>(operation: Operation<Input, Output>, input?: Input, options: CallOptions = {}): Promise<Output> {
    if (operation.file) {
      return this.#send(operation, this.#prepared(operation, input), options, (response) => new Download(response)) as Promise<Output>;
    }

    const envelope = await this.#send(operation, this.#prepared(operation, input), options, readEnvelope);
    this.#remember(operation, envelope);
    if (!operation.list) {
      return envelope.data as Output;
    }

    const { success: _, message: __, data, ...rest } = envelope;
    // Some lists answer the record itself where one was asked for by its id.
    const items = Array.isArray(data) ? data : [data];
    return { items, count: items.length, ...rest } as Output;
  }

  /** Every record of a list, page after page. */
  async *all<Input, Row, Extras>(operation: PagedOperation<Input, Row, Extras>, input?: Input, options: CallOptions = {}): AsyncIterableIterator<Row> {
    const { limit = operation.pageSize, offset = 0, ...filters } = (input ?? {}) as Values & { limit?: number; offset?: number };
    for (let next = offset; ; ) {
      const page: Page<Row> = await this.call(operation as Route as Operation<Values, Page<Row>>, { ...filters, limit, offset: next }, options);
      yield* page.items;
      next += page.items.length;
      if (page.items.length < limit) {
        return;
      }
    }
  }

  /** A list as a file. */
  async csv<Input>(operation: CsvOperation<Input>, input?: Input, options: CallOptions = {}): Promise<Download> {
    return this.#send(operation, { ...(input as Values), format: "csv" }, options, (response) => new Download(response));
  }

  #prepared(operation: Route, input: unknown): Values {
    const values = { ...(input as Values) };
    return operation.id === signInId ? { mode: this.#options.auth === "cookie" ? "session" : "token", ...values } : values;
  }

  /** What is read of the answer to a call that succeeded. */
  async #send<T>(operation: Route, input: Values, options: CallOptions, read: (answer: Response) => T | Promise<T>): Promise<T> {
    const key = operation.csrf && operation.method === "POST" ? (options.idempotencyKey ?? randomName()) : undefined;
    const request = { operation, input, options, key };
    const since = Date.now();
    let attempt = 0;
    let csrfRenewed = false;
    for (;;) {
      options.signal?.throwIfAborted();
      let refusal: PropOpsError;
      let wait: number | undefined;
      try {
        const response = await this.#attempt(request);
        if (response.ok) {
          return await read(response);
        }

        refusal = await PropOpsError.of(response);
        if (refusal.code === "csrf_invalid" && !csrfRenewed) {
          // The session is another one than that of our tokens. The refusal brought a token of the new one.
          csrfRenewed = true;
          continue;
        }

        wait = waitFor(response, refusal, attempt, mayRepeat(request));
      } catch (error) {
        if (options.signal?.aborted || error instanceof PropOpsError) {
          throw error;
        }

        refusal = new PropOpsError(0, { error: `Nobody answered at ${this.#base || "this address"}`, code: "network_error" }, error);
        wait = mayRepeat(request) ? backoff(attempt) : undefined;
      }

      const isInProgress = refusal.code === "idempotency_in_progress";
      if (wait === undefined || (isInProgress ? Date.now() - since > longestInProgress : attempt >= (this.#options.retries ?? 3))) {
        throw refusal;
      }

      await pause(wait, options.signal);
      attempt += isInProgress ? 0 : 1;
    }
  }

  async #attempt({ operation, input, options, key }: Request): Promise<Response> {
    const headers: Record<string, string> = {};
    if (operation.csrf && this.#options.csrf !== "exempt") {
      headers[csrfHeader] = await this.#takeCsrfToken(options.signal);
    }

    if (key !== undefined) {
      headers["Idempotency-Key"] = key;
    }

    const response = await this.#fetch(this.#base + addressOf(operation, input), this.#init(operation, input, headers, options));
    const next = response.headers.get(csrfHeader);
    if (next) {
      if (response.status === 403) {
        this.#csrf.forget();
      }

      this.#csrf.keep(next);
    }

    return response;
  }

  #init(operation: Route, input: Values, headers: Record<string, string>, { signal }: CallOptions): RequestInit {
    this.#authorise(headers);
    const init: RequestInit = { method: operation.method, headers, credentials: this.#credentials, ...(signal && { signal }) };
    if (!goesInQuery(operation)) {
      const values: Values = { ...(operation.action !== undefined && { action: operation.action }), ...withoutPathValues(operation, input) };
      if (Object.values(values).some((value) => value instanceof Blob)) {
        // The platform writes the header: it knows what stands between the parts.
        init.body = partsOf(values);
      } else {
        headers["Content-Type"] = "application/json";
        init.body = JSON.stringify(values);
      }
    }

    return init;
  }

  get #credentials(): RequestCredentials {
    return this.#options.auth === "cookie" ? "include" : "omit";
  }

  #authorise(headers: Record<string, string>): void {
    if (this.#options.auth === "bearer" && this.#token !== undefined) {
      headers.Authorization = `Bearer ${this.#token}`;
    }
  }

  async #takeCsrfToken(signal: AbortSignal | undefined): Promise<string> {
    const token = this.#csrf.take();
    try {
      return await abortable(token, signal);
    } catch (error) {
      // Somebody else may have it.
      token.then((unused) => this.#csrf.keep(unused), () => undefined);
      throw error;
    }
  }

  async #fetchCsrfTokens(count: number): Promise<string[]> {
    return (await this.call(csrfTokens, { count })).tokens;
  }

  #remember(operation: Route, envelope: Values): void {
    if (operation.id === signInId) {
      this.#begin(envelope.token as string | undefined);
      this.#csrf.keep(envelope.csrf_token as string);
    } else if (operation.id === signOutId) {
      this.#begin(undefined);
    }
  }

  #begin(token: string | undefined): void {
    this.#csrf.forget();
    if (this.#options.auth === "bearer") {
      this.#token = token;
      this.#options.onToken?.(token);
    }
  }
}

/** @throws what fetch throws when the answer breaks off: then it counts as none. */
async function readEnvelope(answer: Response): Promise<Values> {
  const text = await answer.text();
  try {
    return JSON.parse(text) as Values;
  } catch {
    throw new PropOpsError(answer.status, unexpected(answer));
  }
}

/** What is meant stands before the files: the API takes none in before it knows. */
function partsOf(values: Values): FormData {
  const parts = new FormData();
  const present = Object.entries(values).filter(([, value]) => value !== undefined);
  for (const [name, value] of present.filter(([, one]) => !(one instanceof Blob))) {
    for (const one of Array.isArray(value) ? value : [value]) {
      parts.append(name, one === null ? "" : String(one));
    }
  }

  for (const [name, value] of present) {
    if (value instanceof Blob) {
      parts.append(name, value, nameOf(value, name));
    }
  }

  return parts;
}

/** A file has its own; what a program made is called after its kind, since the API looks at how a name ends. */
function nameOf(blob: Blob, field: string): string {
  return "name" in blob && typeof blob.name === "string" && blob.name !== "" ? blob.name : `${field}.${blob.type.replace(/^.*\//, "") || "bin"}`;
}

function goesInQuery(operation: Route): boolean {
  return operation.method === "GET" || operation.method === "DELETE";
}

function addressOf(operation: Route, input: Values): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])));
  if (!goesInQuery(operation)) {
    return path;
  }

  const query = new URLSearchParams();
  if (operation.action !== undefined) {
    query.append("action", operation.action);
  }

  for (const [name, value] of Object.entries(withoutPathValues(operation, input))) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) {
        query.append(name, String(one));
      }
    }
  }

  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

function withoutPathValues(operation: Route, input: Values): Values {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !operation.path.includes(`{${name}}`)));
}

/** A change is done once however often it is sent, where it has a name. */
function mayRepeat({ operation, key }: Request): boolean {
  return operation.method === "GET" || key !== undefined;
}

/** Milliseconds until the next attempt; undefined where another one is of no use. */
function waitFor(response: Response, refusal: PropOpsError, attempt: number, mayRepeat: boolean): number | undefined {
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const asked = Number.isFinite(seconds) && seconds * 1000 <= longestWait ? seconds * 1000 : undefined;
  switch (response.status) {
    case 429:
      return asked ?? (response.headers.has("Retry-After") ? undefined : backoff(attempt));
    case 409:
      return refusal.code === "idempotency_in_progress" ? (asked ?? backoff(attempt)) : undefined;
    case 503:
      return mayRepeat && refusal.code !== "not_configured" && refusal.code !== "maintenance" ? (asked ?? backoff(attempt)) : undefined;
    case 502:
    case 504:
      return mayRepeat && refusal.code === "unexpected_answer" ? backoff(attempt) : undefined;
    default:
      return undefined;
  }
}

/** Longer from time to time, and not for all clients at the same moment. */
function backoff(attempt: number): number {
  return 250 * 2 ** attempt * (0.5 + Math.random());
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  return abortable(over, signal).finally(() => clearTimeout(timer));
}

function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) {
    return promise;
  }

  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) {
      abort();
    }

    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** Not randomUUID, which a page that was not loaded over HTTPS does not have. */
function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
