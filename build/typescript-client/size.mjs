// Prints what the client weighs in a bundle, minified: node size.mjs PACKAGE. Fails where one operation alone is too heavy.
import { build } from "esbuild";
import { gzipSync } from "node:zlib";

const mostForOneOperation = 15 * 1024;
const [folder] = process.argv.slice(2);

await weigh("everything", `import { PropOps } from "./dist/index.js"; console.log(new PropOps({ auth: "cookie" }));`);
const one = await weigh(
  "one operation",
  `import { Connection, jobsManageCreate } from "./dist/tree-shakable.js"; new Connection({ auth: "cookie" }).call(jobsManageCreate, {});`,
);
if (one > mostForOneOperation) {
  console.error(`One operation must not weigh more than ${mostForOneOperation} bytes.`);
  process.exitCode = 1;
}

async function weigh(what, contents) {
  const { outputFiles: [bundle] } = await build({
    stdin: { contents, resolveDir: folder }, bundle: true, minify: true, format: "esm", write: false, logLevel: "error",
  });
  console.log(`${what}: ${bundle.contents.length} bytes, ${gzipSync(bundle.contents).length} compressed`);
  return bundle.contents.length;
}
