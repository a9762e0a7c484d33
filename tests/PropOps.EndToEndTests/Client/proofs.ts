// Who somebody is, told with the client alone: node proofs.js URL. A second factor from its setting up to a sign-in with it,
// and a program's own token. Prints what happened; a step that fails ends it.
import { PropOps, PropOpsError } from "@propops/client";

declare const process: { argv: string[] };
declare const console: { log(text: string): void };

const baseUrl = process.argv[2]!;
const account = { email: "director@demo.propops.test", password: "Demo-Pass-2026!" };
const requests: string[] = [];
const counted: typeof fetch = (input, init) => {
  requests.push(`${init?.method ?? "GET"} ${new URL(String(input)).pathname}`);
  return fetch(input, init);
};

/** The code of RFC 6238 that an authenticator app shows so many steps of 30 seconds from now. */
async function code(secret: string, step: number): Promise<string> {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Uint8Array.from({ length: Math.floor(bits.length / 8) }, (_, index) => parseInt(bits.slice(8 * index, 8 * index + 8), 2));
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(Date.now() / 30_000) + step));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-1" }, false, ["sign"]);
  const hash = new DataView(await crypto.subtle.sign("HMAC", key, counter.buffer));
  const digits = (hash.getUint32(hash.getUint8(19) & 15) & 0x7fffffff) % 1_000_000;
  return digits.toString().padStart(6, "0");
}

async function refusal(call: Promise<unknown>): Promise<[number, string]> {
  try {
    await call;
  } catch (error) {
    if (error instanceof PropOpsError) {
      return [error.status, error.code];
    }

    throw error;
  }

  throw new Error("It was not refused.");
}

const setup = new PropOps({ baseUrl, auth: "bearer" });
await setup.auth.login.createToken(account);
const { secret } = await setup.auth.mfa.begin();
const confirmed = await setup.auth.mfa.confirm({ code: await code(secret, -1) });

const stopped = new PropOps({ baseUrl, auth: "bearer" });
const signedIn = await stopped.auth.login.createToken(account);
const before = await refusal(stopped.jobs.manage.list());
const passed = await stopped.auth.mfa.verify({ code: await code(secret, 0) });
const after = await stopped.jobs.manage.list({ limit: 1 });

const atOnce = new PropOps({ baseUrl, auth: "bearer" });
const withCode = await atOnce.auth.login.createToken({ ...account, mfa_code: confirmed.recovery_codes[0]! });
const personal = await atOnce.auth.tokens.create({ name: "Nightly import", csrf: "exempt" });

const program = new PropOps({ baseUrl, auth: "bearer", token: personal.token, csrf: "exempt", fetch: counted });
const raised = await program.jobs.manage.create({
  job_title: "Boiler repair", job_description: "No hot water.", priority_id: 3, status_id: 1, job_type_id: 3, address_id: 1, agent_id: 5,
});
const secured = await refusal(program.auth.tokens.create({ name: "Another one" }));
await atOnce.auth.tokens.revoke({ uuid: personal.uuid });
const revoked = await refusal(program.jobs.manage.list());

console.log(JSON.stringify({
  gates: signedIn.gates, before, passed: passed.passed, after: after.count,
  at_once: withCode.gates, raised: raised.job_title,
  csrf_requests: requests.filter((request) => request.endsWith("csrf-token")).length,
  secured, revoked,
}));
