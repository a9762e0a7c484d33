// Writes what of the client follows from the operations document: types.ts, operations.ts and methods.ts.
//   node generate.mjs DOCUMENT FOLDER
//
// A generator of its own, of this document alone: docs/decisions/0060.
import { readFileSync, writeFileSync } from "node:fs";

const [documentFile, folder] = process.argv.slice(2);
const document = JSON.parse(readFileSync(documentFile, "utf8"));
const schemas = document.components.schemas;
const types = new Map();
const operations = Object.entries(document.paths).flatMap(([path, verbs]) =>
  Object.entries(verbs).map(([verb, entry]) => describe(path, verb, entry)));

write("types.ts", `import type { Ref } from "./operation.js";\n\n${[...types.values()].join("\n")}`);
write("operations.ts", `import type { CsvOperation, FileOperation, ListOperation, Operation, PagedOperation } from "./operation.js";
import type * as T from "./types.js";

${operations.map((operation) => `${operation.comment("")}export const ${operation.constant}: ${operation.type} = ${JSON.stringify(operation.data)};\n`).join("\n")}`);
write("methods.ts", `import type { CsvMethod, Download, Method, Page, PagedMethod } from "./operation.js";
import type * as T from "./types.js";

/** Every operation under its id. */
export interface Methods ${tree(operations)}
`);

/** What the client must know of one entry of the document. */
function describe(entryPath, verb, entry) {
  const [path, action] = entryPath.split("#");
  const id = entry.operationId;
  const answers = entry.responses["200"].content;
  const parameters = entry.parameters ?? [];
  if (!("application/json" in answers)) {
    return describeFile(id, path, verb, action, entry);
  }

  const envelope = resolve(answers["application/json"].schema);
  const csv = "text/csv" in answers;
  const isList = envelope.properties.data.type === "array" && "count" in envelope.properties;
  const pageSize = isList && parameters.some(named("offset")) ? parameters.find(named("limit")).schema.maximum : undefined;
  const input = inputType(id, entry, csv);
  const data = {
    id, method: verb.toUpperCase(), path,
    ...(action !== undefined && { action }),
    ...(parameters.some(named("X-CSRF-Token")) && { csrf: true }),
    ...(isList && { list: true }),
    ...(pageSize !== undefined && { pageSize }),
    ...(csv && { csv: true }),
  };
  const output = isList ? outputOfList(id, envelope) : { text: typeText(envelope.properties.data, "T.") };
  return {
    id, data,
    constant: camelCase(id.replaceAll(".", "_")),
    type: `${listType(output, pageSize, "Operation", `${input}, `) ?? `Operation<${input}, ${output.text}>`}${csv ? ` & CsvOperation<${input}>` : ""}`,
    method: `${pageSize !== undefined ? `PagedMethod<${input}, ${output.row}, ${output.extras}>` : `Method<${input}, ${isList ? `Page<${output.row}> & ${output.extras}` : output.text}>`}${csv ? ` & CsvMethod<${input}>` : ""}`,
    comment: (indent) => comment([entry.summary, entry.description], indent),
  };
}

/** An operation whose answer is a file and no envelope. */
function describeFile(id, path, verb, action, entry) {
  const input = inputType(id, entry, false);
  return {
    id, data: { id, method: verb.toUpperCase(), path, ...(action !== undefined && { action }), file: true },
    constant: camelCase(id.replaceAll(".", "_")),
    type: `FileOperation<${input}>`,
    method: `Method<${input}, Download>`,
    comment: (indent) => comment([entry.summary, entry.description], indent),
  };
}

function listType(output, pageSize, suffix, input) {
  return output.row && `${pageSize !== undefined ? "Paged" : "List"}${suffix}<${input}${output.row}, ${output.extras}>`;
}

function outputOfList(id, envelope) {
  const { success, message, data, count, total, ...extras } = envelope.properties;
  const row = typeText(data.items, "T.");
  if (Object.keys(extras).length === 0) {
    return { row, extras: "unknown" };
  }

  const name = `${pascalCase(id)}Extras`;
  types.set(name, interfaceText(name, { properties: extras, required: envelope.required }));
  return { row, extras: `T.${name}` };
}

/** Parameters of path and query, and the fields of the body, as one object. */
function inputType(id, entry, csv) {
  const parameters = (entry.parameters ?? []).filter(({ in: place, name }) => place !== "header" && !(csv && name === "format"));
  const contents = entry.requestBody?.content;
  const body = contents && resolve((contents["multipart/form-data"] ?? contents["application/json"]).schema);
  if (parameters.length === 0 && !body) {
    return "Record<string, never>";
  }

  const name = `${pascalCase(id)}Request`;
  const properties = { ...Object.fromEntries(parameters.map((one) => [one.name, { ...one.schema, description: one.description }])), ...body?.properties };
  const required = [...parameters.filter((one) => one.required).map((one) => one.name), ...(body?.required ?? [])];
  types.set(name, interfaceText(name, { properties, required }));
  return `T.${name}`;
}

function interfaceText(name, schema) {
  const fields = Object.entries(schema.properties ?? {}).map(([field, value]) =>
    `${comment([value.description, limits(value)], "  ")}  ${/^\w+$/.test(field) ? field : JSON.stringify(field)}${schema.required?.includes(field) ? "" : "?"}: ${typeText(value)}${schema.required?.includes(field) ? "" : " | undefined"};\n`);
  return `${comment([schema.description], "")}export interface ${name} {\n${fields.join("")}}\n`;
}

function typeText(schema, prefix = "") {
  if (schema.$ref) {
    return prefix + referred(schema.$ref);
  }

  const text = plainTypeText(schema, prefix);
  return schema.nullable && !schema.enum ? `${text} | null` : text;
}

function plainTypeText(schema, prefix) {
  if (isRef(schema)) {
    return `${prefix === "" ? "Ref" : "number | string"}${schema.oneOf.some((one) => one.nullable) ? " | null" : ""}`;
  }

  const choice = schema.oneOf ?? schema.anyOf;
  if (choice) {
    return choice.map((one) => typeText(one, prefix)).join(" | ");
  }

  if (schema.enum) {
    return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  }

  switch (schema.type) {
    case "array":
      return `Array<${typeText(schema.items, prefix)}>`;
    case "object":
      return `Record<string, ${schema.additionalProperties?.type || schema.additionalProperties?.$ref ? typeText(schema.additionalProperties, prefix) : "unknown"}>`;
    case "integer":
    case "number":
      return "number";
    case "string":
      return schema.format === "binary" ? "Blob" : "string";
    case "boolean":
      return "boolean";
    default:
      return "unknown";
  }
}

/** A record's number or UUID. */
function isRef(schema) {
  return schema.oneOf?.length === 2 && schema.oneOf[0].type === "integer" && schema.oneOf[1].format === "uuid";
}

function referred(reference) {
  const name = reference.split("/").at(-1);
  if (!types.has(name)) {
    types.set(name, "");
    types.set(name, interfaceText(name, schemas[name]));
  }

  return name;
}

function resolve(schema) {
  return schema.$ref ? schemas[schema.$ref.split("/").at(-1)] : schema;
}

/** What the compiler cannot check. */
function limits(schema) {
  const said = [
    schema.format && !["int32", "int64", "double", "uuid"].includes(schema.format) && { "date-time": "An instant, ISO 8601.", date: "YYYY-MM-DD.", email: "A mail address." }[schema.format],
    range("characters", schema.minLength, schema.maxLength),
    range("items", schema.minItems, schema.maxItems),
    schema.oneOf ? undefined : range("", schema.minimum, schema.maximum),
  ];
  return said.filter(Boolean).join(" ");
}

function range(unit, from, to) {
  if (from === undefined && to === undefined) {
    return undefined;
  }

  const text = from === undefined ? `at most ${to}` : to === undefined ? `at least ${from}` : `${from} to ${to}`;
  return `${text[0].toUpperCase()}${text.slice(1)}${unit && ` ${unit}`}.`;
}

/** The methods as nested types, by the parts of their ids. */
function tree(all) {
  const root = {};
  for (const operation of all) {
    const names = operation.id.split(".").map(camelCase);
    const group = names.slice(0, -1).reduce((node, name) => (node[name] ??= {}), root);
    group[names.at(-1)] = operation;
  }

  return nodeText(root, "");
}

function nodeText(node, indent) {
  const inner = `${indent}  `;
  const lines = Object.entries(node).map(([name, child]) =>
    child.method ? `${child.comment(inner)}${inner}${name}: ${child.method};\n` : `${inner}${name}: ${nodeText(child, inner)};\n`);
  return `{\n${lines.join("")}${indent}}`;
}

function comment(texts, indent) {
  const lines = texts.filter(Boolean).flatMap((text) => text.replaceAll("*/", "*\\/").split("\n"));
  if (lines.length === 0) {
    return "";
  }

  return lines.length === 1 ? `${indent}/** ${lines[0]} */\n` : `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join("")}${indent} */\n`;
}

function named(name) {
  return (parameter) => parameter.name === name;
}

function camelCase(name) {
  return name.replace(/[_-](\w)/g, (_, letter) => letter.toUpperCase());
}

function pascalCase(id) {
  const name = camelCase(id.replaceAll(".", "_"));
  return name[0].toUpperCase() + name.slice(1);
}

function write(name, text) {
  writeFileSync(`${folder}/${name}`, `// Written by generate-client.sh from the operations document.\n${text}`);
}
