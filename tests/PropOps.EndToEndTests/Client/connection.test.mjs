// How the connection behaves where the API does not simply answer: node connection.test.mjs PACKAGE
import assert from "node:assert/strict";
import { test } from "node:test";

const { Connection, PropOpsError, authLoginCreateToken, jobsManageCreate, jobsManageGet, jobsManageList, usersAvatarGet, usersAvatarUpload } = await import(`${process.argv[2]}/dist/tree-shakable.js`);

/** An API that answers as it is told, one answer per call, and notes what it was asked. */
function api(...answers) {
  const calls = [];
  const fetch = async (url, init = {}) => {
    const call = { url, method: init.method ?? "GET", headers: init.headers ?? {}, body: typeof init.body === "string" ? JSON.parse(init.body) : init.body, credentials: init.credentials };
    calls.push(call);
    if (url.includes("/api/security/csrf-token")) {
      const count = Number(new URL(url, "http://x").searchParams.get("count"));
      return answer(200, { data: { tokens: Array.from({ length: count }, (_, number) => `fetched-${number}`) } });
    }

    const next = answers.shift() ?? answer(200, { success: true, data: {} });
    return typeof next === "function" ? next(call, init) : next;
  };
  return { fetch, calls, changes: () => calls.filter((call) => call.method === "POST"), asked: () => calls.filter((call) => call.url.includes("csrf-token")).length };
}

function answer(status, body, headers = {}) {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

function refused(status, code, headers) {
  return answer(status, { success: false, error: code, code, correlation_id: "c" }, headers);
}

const done = (headers) => answer(200, { success: true, data: { ID: 1 } }, headers);
const nobody = () => { throw new TypeError("fetch failed"); };
const job = { job_title: "Boiler" };
const open = (server, more = {}) => new Connection({ auth: "bearer", token: "t", baseUrl: "http://x/", fetch: server.fetch, ...more });

test("a call that was asked to wait waits and is sent again", async () => {
  const server = api(refused(429, "rate_limited", { "Retry-After": "1" }), done());
  const since = Date.now();
  assert.deepEqual(await open(server).call(jobsManageGet, { uuid: 1 }), { ID: 1 });
  assert.ok(Date.now() - since >= 990);
});

test("whoever would have to wait too long is told", async () => {
  const server = api(refused(429, "rate_limited", { "Retry-After": "3600" }));
  await assert.rejects(open(server).call(jobsManageGet, { uuid: 1 }), { status: 429, code: "rate_limited" });
  assert.equal(server.calls.length, 1);
});

test("a change whose answer was lost is sent again under the same name, with a new CSRF token", async () => {
  const server = api(nobody, done());
  await open(server).call(jobsManageCreate, job);
  const [first, second] = server.changes();
  assert.match(first.headers["Idempotency-Key"], /^[0-9a-f]{32}$/);
  assert.equal(second.headers["Idempotency-Key"], first.headers["Idempotency-Key"]);
  assert.equal(server.asked(), 2);
});

test("a change that is still in progress is waited for, however few attempts are allowed", async () => {
  const server = api(...Array.from({ length: 6 }, () => refused(409, "idempotency_in_progress", { "Retry-After": "0" })), done());
  assert.deepEqual(await open(server, { retries: 0 }).call(jobsManageCreate, job), { ID: 1 });
  assert.equal(new Set(server.changes().map((call) => call.headers["Idempotency-Key"])).size, 1);
});

test("two changes have two names", async () => {
  const server = api();
  const connection = open(server);
  await connection.call(jobsManageCreate, job);
  await connection.call(jobsManageCreate, job);
  const [first, second] = server.changes();
  assert.notEqual(second.headers["Idempotency-Key"], first.headers["Idempotency-Key"]);
});

test("a sign-in whose answer was lost is not sent again", async () => {
  const server = api(nobody);
  await assert.rejects(open(server).call(authLoginCreateToken, { email: "a@b.c", password: "p" }), { status: 0, code: "network_error" });
  assert.equal(server.calls.length, 1);
});

test("it gives up after as many attempts as were allowed", async () => {
  const server = api(nobody, nobody, nobody);
  await assert.rejects(open(server, { retries: 1 }).call(jobsManageGet, { uuid: 1 }), { code: "network_error" });
  assert.equal(server.calls.length, 2);
});

test("what is refused for good is not sent again", async () => {
  const server = api(refused(409, "conflict"));
  await assert.rejects(open(server).call(jobsManageCreate, job), (error) => error instanceof PropOpsError && error.status === 409 && error.correlationId === "c");
  assert.equal(server.changes().length, 1);
});

test("the next token comes from the answer before", async () => {
  const server = api(done({ "X-CSRF-Token": "second" }), done());
  const connection = open(server);
  await connection.call(jobsManageCreate, job);
  await connection.call(jobsManageCreate, job);
  assert.deepEqual(server.changes().map((call) => call.headers["X-CSRF-Token"]), ["fetched-0", "second"]);
  assert.equal(server.asked(), 1);
});

test("changes that start together have a token each, asked for together", async () => {
  const server = api();
  const connection = open(server);
  await Promise.all(Array.from({ length: 20 }, () => connection.call(jobsManageCreate, job)));
  assert.equal(server.changes().length, 20);
  assert.equal(server.asked(), 2, "at most 16 come at once");
});

test("tokens of another session are thrown away, and the call is sent once more", async () => {
  const server = api(refused(403, "csrf_invalid", { "X-CSRF-Token": "of the new session" }), done());
  await open(server).call(jobsManageCreate, job);
  assert.deepEqual(server.changes().map((call) => call.headers["X-CSRF-Token"]), ["fetched-0", "of the new session"]);
});

test("a token that is refused twice is not tried for ever", async () => {
  const server = api(refused(403, "csrf_invalid"), refused(403, "csrf_invalid"));
  await assert.rejects(open(server).call(jobsManageCreate, job), { status: 403, code: "csrf_invalid" });
  assert.equal(server.changes().length, 2);
});

test("what is cancelled ends its waiting at once, with the reason that was given", async () => {
  const server = api(refused(503, "unavailable", { "Retry-After": "50" }));
  await assert.rejects(open(server).call(jobsManageGet, { uuid: 1 }, { signal: AbortSignal.timeout(100) }), { name: "TimeoutError" });
  assert.equal(server.calls.length, 1);
});

test("an answer of somebody in between is an error of its own kind", async () => {
  const server = api(new Response("<html>", { status: 400 }));
  await assert.rejects(open(server).call(jobsManageGet, { uuid: 1 }), { status: 400, code: "unexpected_answer" });
});

test("an answer that breaks off counts as none", async () => {
  const half = new ReadableStream({ start: (controller) => { controller.enqueue(new TextEncoder().encode('{"succ')); }, pull: (controller) => controller.error(new TypeError("terminated")) });
  const server = api(new Response(half, { status: 200 }), done());
  await open(server).call(jobsManageCreate, job);
  assert.equal(server.changes().length, 2);
});

test("a page in place of an answer is an error, whatever its status", async () => {
  const server = api(new Response("<html>", { status: 200 }));
  await assert.rejects(open(server).call(jobsManageGet, { uuid: 1 }), { status: 200, code: "unexpected_answer" });
});

test("the token of a sign-in is kept, handed over, and forgotten at the end", async () => {
  const kept = [];
  const server = api(answer(200, { data: {}, token: "new", csrf_token: "first" }), done());
  const connection = open(server, { token: undefined, onToken: (token) => kept.push(token) });
  await connection.call(authLoginCreateToken, { email: "a@b.c", password: "p" });
  await connection.call(jobsManageCreate, job);
  assert.equal(server.calls[1].headers.Authorization, "Bearer new");
  assert.equal(server.calls[1].headers["X-CSRF-Token"], "first");
  assert.deepEqual(kept, ["new"]);
});

test("with a cookie the browser sends it, and signs in with a session", async () => {
  const server = api(answer(200, { data: {}, csrf_token: "first" }));
  await open(server, { auth: "cookie" }).call(authLoginCreateToken, { email: "a@b.c", password: "p" });
  assert.equal(server.calls[0].body.mode, "session");
  assert.equal(server.calls[0].credentials, "include");
  assert.equal(server.calls[0].headers.Authorization, undefined);
});

test("a query holds each value of a list, and nothing that was left out", async () => {
  const server = api(answer(200, { data: [], count: 0 }));
  await open(server).call(jobsManageList, { status_id: [1, 2], search: undefined, open: true });
  assert.equal(server.calls[0].url, "http://x/api/jobs/manage?action=list&status_id=1&status_id=2&open=true");
});

test("a field that is null is sent, one that is undefined is not", async () => {
  const server = api();
  await open(server).call(jobsManageCreate, { a: null, b: undefined });
  assert.deepEqual(server.changes()[0].body, { action: "create", a: null });
});

test("a file is sent in parts, the last of them, under the same name at each attempt", async () => {
  const server = api(nobody, done());
  await open(server).call(usersAvatarUpload, { avatar: new Blob(["x"], { type: "image/webp" }), user_uuid: 7, left_out: undefined });
  const [first, second] = server.changes();
  assert.equal(first.headers["Content-Type"], undefined, "the platform knows the boundary");
  assert.deepEqual([...second.body.keys()], ["action", "user_uuid", "avatar"]);
  assert.deepEqual([second.body.get("action"), second.body.get("user_uuid"), second.body.get("avatar").name], ["upload", "7", "avatar.webp"]);
  assert.equal(second.headers["Idempotency-Key"], first.headers["Idempotency-Key"]);
});

test("a file keeps the name that it has", async () => {
  const server = api();
  await open(server).call(usersAvatarUpload, { user_uuid: 7, avatar: new File(["x"], "me.png") });
  assert.equal(server.changes()[0].body.get("avatar").name, "me.png");
});

test("an answer that is a file comes as one", async () => {
  const server = api(new Response(new Uint8Array([1, 2, 3]), { status: 200, headers: { "content-type": "image/png", "content-disposition": "inline; filename=avatar.png; filename*=UTF-8''avatar.png" } }));
  const file = await open(server).call(usersAvatarGet, { size: 64 });
  assert.deepEqual([file.contentType, file.fileName, (await file.blob()).size], ["image/png", "avatar.png", 3]);
});

test("a refusal in place of a file is one", async () => {
  const server = api(refused(404, "not_found"));
  await assert.rejects(open(server).call(usersAvatarGet, {}), { status: 404, code: "not_found" });
});
