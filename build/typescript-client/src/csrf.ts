/** Tokens are good for two hours. What lies around longer is not worth the try. */
const lifetime = 110 * 60 * 1000;
const mostAtOnce = 16;

/**
 * The CSRF tokens of one session. Each is good for one change, and every answer to a change brings the next one, so a
 * client asks for tokens once. Changes that start together ask together, and each gets a token of its own.
 */
export class CsrfTokens {
  readonly #fetch: (count: number) => Promise<string[]>;
  #kept: { token: string; since: number }[] = [];
  #waiting: { resolve: (token: string) => void; reject: (reason: unknown) => void }[] = [];

  constructor(fetch: (count: number) => Promise<string[]>) {
    this.#fetch = fetch;
  }

  keep(token: string): void {
    const next = this.#waiting.shift();
    if (next) {
      next.resolve(token);
    } else {
      this.#kept.push({ token, since: Date.now() });
    }
  }

  /** Tokens of a session that has ended are good for nothing. */
  forget(): void {
    this.#kept = [];
  }

  take(): Promise<string> {
    for (let kept = this.#kept.pop(); kept; kept = this.#kept.pop()) {
      if (Date.now() - kept.since < lifetime) {
        return Promise.resolve(kept.token);
      }
    }

    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      if (this.#waiting.length === 1) {
        queueMicrotask(() => void this.#ask());
      }
    });
  }

  async #ask(): Promise<void> {
    while (this.#waiting.length > 0) {
      try {
        (await this.#fetch(Math.min(this.#waiting.length, mostAtOnce))).forEach((token) => this.keep(token));
      } catch (error) {
        this.#waiting.splice(0).forEach((one) => one.reject(error));
      }
    }
  }
}
