// A day of a job, told with the client alone: node story.js URL. Prints what happened; a step that fails ends it.
import { PropOps, PropOpsError, type JobRow } from "@propops/client";

declare const process: { argv: string[] };
declare const console: { log(text: string): void };

const baseUrl = process.argv[2]!;
const password = "Demo-Pass-2026!";
const requests: string[] = [];
const counted: typeof fetch = (input, init) => {
  requests.push(`${init?.method ?? "GET"} ${new URL(String(input)).pathname}`);
  return fetch(input, init);
};

async function signIn(name: string): Promise<PropOps> {
  const propops = new PropOps({ baseUrl, auth: "bearer", fetch: counted });
  await propops.auth.login.createToken({ email: `${name}@demo.propops.test`, password });
  return propops;
}

async function refusal(call: Promise<unknown>): Promise<PropOpsError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof PropOpsError) {
      return error;
    }

    throw error;
  }

  throw new Error("It was not refused.");
}

const coordinator = await signIn("coordinator");
const raise = (title: string) => coordinator.jobs.manage.create({
  job_title: title, job_description: "No hot water.", priority_id: 3, status_id: 1, job_type_id: 3, address_id: 1, agent_id: 5,
});

const job = await raise("Boiler repair");
const before = requests.length;
const others = await Promise.all(Array.from({ length: 8 }, (_, number) => raise(`Parallel ${number}`)));
const forEight = requests.slice(before);

const offered = await coordinator.jobs.manage.update({ uuid: job.uuid, contractor_id: 1, external_ref: "A-1" });
const firm = await signIn("gas");
const accepted = await firm.jobs.transitions.accept({ job_uuid: job.uuid });
const cleared = await coordinator.jobs.manage.update({ uuid: job.uuid, external_ref: null });

const page = await coordinator.jobs.manage.list({ limit: 3, include_total: true });
const all = new Set<JobRow["uuid"]>();
for await (const row of coordinator.jobs.manage.list.all({ limit: 100 })) {
  all.add(row.uuid);
}

const file = await coordinator.jobs.manage.list.csv({ job_type_id: [3] });
const invalid = await refusal(coordinator.jobs.manage.create({ job_title: "", job_description: "", priority_id: 3, status_id: 1, job_type_id: 3, address_id: 1, agent_id: 5 }));
const unseen = await refusal(firm.jobs.manage.get({ uuid: others[0]!.uuid }));

const again = { idempotencyKey: "the same wish" };
const wish = { job_title: "Once", job_description: "And no more.", priority_id: 3, status_id: 1, job_type_id: 3, address_id: 1, agent_id: 5 };
const [once, twice] = [await coordinator.jobs.manage.create(wish, again), await coordinator.jobs.manage.create(wish, again)];

const picture = new Uint8Array(Array.from(atob("iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHeAAAAZ0lEQVR42u3QMQ0AAAgDsEnH+ZBBSHrUQNNkLiXtKQECBAgQIECAAAECBAgQIECAAAECBAgQIECAAAECBAgQIECAAAECBAgQIECAAAECBAgQIECAAAECBAgQIECAAAECBAgQIOB/wAK/J+mWRbvwBQAAAABJRU5ErkJggg=="), (byte) => byte.charCodeAt(0)));
const me = (await coordinator.auth.session.get()).user.uuid;
const shown = await coordinator.users.avatar.upload({ user_uuid: me, avatar: new Blob([picture], { type: "image/png" }) });
const face = await coordinator.users.avatar.get({ user_uuid: me, size: 64 });
const faceBytes = await face.blob();
const banner = await coordinator.users.appearance.update({ theme: "dark", banner_file: new File([picture], "sky.png") });
const removed = await coordinator.users.avatar.delete({ user_uuid: me });
const noPicture = await refusal(coordinator.users.avatar.upload({ user_uuid: me, avatar: new Blob(["<svg/>"], { type: "image/png" }) }));

const cancelled = await coordinator.jobs.manage.list({}, { signal: AbortSignal.abort("nobody waits") }).catch((reason: unknown) => reason);
await coordinator.auth.logout.ownSession();
const ended = await refusal(coordinator.auth.session.get());

console.log(JSON.stringify({
  raised: job.job_title,
  parallel: new Set(others.map((other) => other.uuid)).size,
  csrf_requests: forEight.filter((request) => request.endsWith("csrf-token")).length,
  offered: [offered.assignment_state, offered.external_ref],
  accepted: accepted.assignment_state,
  cleared: [cleared.external_ref, cleared.contractor_name],
  page: [page.items.length, page.count, page.total === all.size],
  file: [file.fileName, file.contentType, (await file.text()).startsWith("job_ref,job_title,")],
  invalid: [invalid.status, invalid.code, invalid.field, invalid.errors.map((error) => error.field), typeof invalid.correlationId],
  unseen: [unseen.status, unseen.code],
  once: once.uuid === twice.uuid,
  avatar: [shown.avatar_url?.startsWith("/api/users/avatar?"), face.contentType, face.fileName, faceBytes.size > 0, removed.avatar_url],
  banner: [banner.theme, banner.dashboard_banner_path !== null],
  no_picture: [noPicture.status, noPicture.code],
  cancelled,
  ended: [ended.status, ended.code],
}));
