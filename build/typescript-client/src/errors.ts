/** A field that the API could not take. */
export interface FieldError {
  /** As it was sent, nested as `lines[0].unit_price`. */
  field: string;
  error: string;
}

/** The API refused the call, or nobody answered. */
export class PropOpsError extends Error {
  override readonly name = "PropOpsError";
  /** The HTTP status; 0 where nobody answered. */
  readonly status: number;
  /** For programs: `invalid_parameter`, `permission_denied`, `not_found`, …; `network_error` where nobody answered. */
  readonly code: string;
  /** The first field that could not be taken. */
  readonly field: string | undefined;
  /** Every field that could not be taken. */
  readonly errors: readonly FieldError[];
  /** What to quote to support. */
  readonly correlationId: string | undefined;

  constructor(status: number, envelope: ErrorEnvelope, cause?: unknown) {
    super(envelope.error, cause === undefined ? undefined : { cause });
    this.status = status;
    this.code = envelope.code;
    this.field = envelope.field;
    this.errors = envelope.errors ?? (envelope.field === undefined ? [] : [{ field: envelope.field, error: envelope.error }]);
    this.correlationId = envelope.correlation_id;
  }

  /** The error that an answer holds. What is no envelope, as of a proxy in between, gets a code of our own. */
  static async of(response: Response): Promise<PropOpsError> {
    const text = await response.text();
    return new PropOpsError(response.status, parse(text) ?? unexpected(response));
  }
}

export interface ErrorEnvelope {
  error: string;
  code: string;
  field?: string;
  errors?: FieldError[];
  correlation_id?: string;
}

function parse(text: string): ErrorEnvelope | undefined {
  try {
    const value = JSON.parse(text) as Partial<ErrorEnvelope> | null;
    return typeof value?.code === "string" && typeof value.error === "string" ? (value as ErrorEnvelope) : undefined;
  } catch {
    return undefined;
  }
}

/** What the error of such an answer says. */
export function unexpected(answer: Response): ErrorEnvelope {
  const correlationId = answer.headers.get("X-Correlation-Id");
  return {
    error: `The answer ${answer.status} is none of PropOps`,
    code: "unexpected_answer",
    ...(correlationId !== null && { correlation_id: correlationId }),
  };
}
