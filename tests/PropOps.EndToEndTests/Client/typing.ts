// What must compile, and what must not: a line that compiles although it should not is an error as well.
import { PropOps, type Ref } from "@propops/client";
import { Connection, jobsManageCreate } from "@propops/client/operations";

const propops = new PropOps({ baseUrl: "https://propops.example.org", auth: "bearer" });
const wish = { job_title: "Boiler repair", job_description: "No hot water.", priority_id: 3, status_id: 1, job_type_id: 3, address_id: 1, agent_id: 5 };
const reference: Ref = "01a21212-a36e-7a11-8000-000000000000";

await propops.jobs.manage.create(wish);
await propops.jobs.manage.create({ ...wish, address_id: reference });
await propops.jobs.manage.update({ uuid: 1, contractor_id: null });
await propops.jobs.manage.list();
await propops.auth.logout.ownSession();
await propops.users.avatar.upload({ user_uuid: 1, avatar: new Blob([]) });
await propops.users.appearance.update({ theme: "dark" });
const face: Blob = await (await propops.users.avatar.get({ size: 64 })).blob();
await propops.users.appearance.update({ banner_file: face });
const title: string = (await new Connection({ auth: "cookie" }).call(jobsManageCreate, wish)).job_title;

// @ts-expect-error misspelt
await propops.jobs.manage.create({ ...wish, job_titel: title });
// @ts-expect-error missing
await propops.jobs.manage.create({ job_title: "Boiler repair" });
// @ts-expect-error of the wrong type
await propops.jobs.manage.create({ ...wish, priority_id: "high" });
// @ts-expect-error cannot be cleared
await propops.jobs.manage.update({ uuid: 1, job_title: null });
// @ts-expect-error none of its values
await propops.jobs.manage.list({ sort_by: "colour" });
// @ts-expect-error no such filter
await propops.jobs.manage.list({ colour: "red" });
// @ts-expect-error nothing to send
await propops.auth.logout.ownSession({ everywhere: true });
// @ts-expect-error not read in pages
propops.jobs.manage.get.all({ uuid: 1 });
// @ts-expect-error no file
await propops.users.avatar.upload({ user_uuid: 1, avatar: "me.png" });
// @ts-expect-error takes what the operation takes
await new Connection({ auth: "cookie" }).call(jobsManageCreate, { job_titel: "" });
