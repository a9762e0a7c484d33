// The life of a job, told with the client alone: node story.js URL. Prints what happened; a step that fails ends it.
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

const offered = await coordinator.jobs.manage.update({ uuid: job.uuid, contractor_id: 1, external_ref: "A-1", access_details: "Key safe 1234" });
const [firm, agent] = [await signIn("gas"), await signIn("agent.north")];
const shownToFirm = async () => (await firm.jobs.manage.get({ uuid: job.uuid })).access_details;
const whileOffered = await shownToFirm();
const tooEarly = await refusal(firm.jobs.transitions.start({ job_uuid: job.uuid }));
const accepted = await firm.jobs.transitions.accept({ job_uuid: job.uuid });
const onceAccepted = await shownToFirm();
const cleared = await coordinator.jobs.manage.update({ uuid: job.uuid, external_ref: null });

// The agency's days are those of its time zone.
const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/London" });
const proposed = await agent.jobs.visits.propose({ job_uuid: job.uuid, slots: [{ date: today, time_range_id: 2 }, { date: today, time_range_id: 3 }] });
const booked = await firm.jobs.visits.confirm({ visit_id: proposed.uuid, slot: 2 });
const started = await firm.jobs.transitions.start({ job_uuid: job.uuid });
const visited = await firm.jobs.visits.outcome({ visit_id: proposed.uuid, outcome: "done" });
const completed = await firm.jobs.transitions.complete({ job_uuid: job.uuid, work_done: "Replaced the pump.", labour_hours: 1.5 });
const onceCompleted = await shownToFirm();
const notTheirs = await refusal(firm.jobs.transitions.close({ job_uuid: job.uuid }));
const closed = await coordinator.jobs.transitions.close({ job_uuid: job.uuid });
const shownToAgent = await agent.jobs.manage.get({ uuid: job.uuid });
const archived = await coordinator.jobs.manage.archive({ uuid: job.uuid });
const readOnly = await refusal(agent.jobs.manage.update({ uuid: job.uuid, job_title: "Once more" }));
const history = await agent.jobs.manage.listCommits({ uuid: job.uuid, field: "status_id" });

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
  too_early: [tooEarly.status, tooEarly.code],
  accepted: accepted.assignment_state,
  access: [whileOffered, onceAccepted, onceCompleted],
  cleared: [cleared.external_ref, cleared.contractor_name],
  proposed: [proposed.status, proposed.slots.map((slot) => slot.time_range_name)],
  booked: [booked.visit.status, booked.visit.proposed_by, booked.visit.confirmed_by, booked.job.date_works_start_date === today, booked.job.time_range_name],
  started: started.status_name,
  visited: visited.visit.status,
  completed: [completed.status_name, completed.completion_report?.work_done],
  not_theirs: [notTheirs.status, notTheirs.code],
  closed: closed.status_name,
  agent: [shownToAgent.stage, shownToAgent.completion_report?.labour_hours, shownToAgent.access_details],
  archived: [archived.status_name, readOnly.status, readOnly.code],
  history: history.items.map((commit) => commit.changes.find((change) => change.field === "status_id")?.new_label).reverse(),
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
