// Prints what the client weighs in a bundle, minified: node size.mjs PACKAGE. Fails where it is heavier than docs/api.md promises.
import { build } from "esbuild";
import { gzipSync } from "node:zlib";

const promised = { "everything": 32 * 1024, "one operation": 7 * 1024 };
const [folder] = process.argv.slice(2);

await weigh("everything", `import { PropOps } from "./dist/index.js"; console.log(new PropOps({ auth: "cookie" }));`);
await weigh(
  "one operation",
  `import { Connection, jobsManageCreate } from "./dist/tree-shakable.js"; new Connection({ auth: "cookie" }).call(jobsManageCreate, {});`,
);

async function weigh(what, contents) {
  const { outputFiles: [bundle] } = await build({
    stdin: { contents, resolveDir: folder }, bundle: true, minify: true, format: "esm", write: false, logLevel: "error",
  });
  console.log(`${what}: ${bundle.contents.length} bytes, ${gzipSync(bundle.contents).length} compressed`);
  if (bundle.contents.length > promised[what]) {
    console.error(`${what} must not weigh more than ${promised[what]} bytes.`);
    process.exitCode = 1;
  }
}
