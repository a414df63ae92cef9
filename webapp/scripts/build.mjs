// Called by Maven. Builds (or, with "test", lints and tests) the client only when something in this folder changed
// since the last time it succeeded, so that starting the server again does not wait for a build of the same files.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const webapp = fileURLToPath(new URL("..", import.meta.url));
const target = join(webapp, "..", "target");
const generated = new Set(["node_modules", "schema.d.ts", "dist"]);

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !generated.has(entry.name) && !entry.name.endsWith(".tsbuildinfo"))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();
}

function fingerprint(files) {
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(relative(webapp, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

async function npm(...command) {
  const child = spawn("npm", command, { cwd: webapp, stdio: ["ignore", "inherit", "inherit"] });
  const [status] = await once(child, "exit");
  if (status !== 0) {
    console.error(`npm ${command.join(" ")} failed`);
    process.exit(status ?? 1);
  }
}

/** Beside each other, once the types that all of them need are there. */
async function sideBySide(...scripts) {
  await npm("run", "types");
  await Promise.all(scripts.map((script) => npm("run", "--ignore-scripts", script)));
}

/** Does the work unless the stamp says that it was done for the same input; tells whether it did. */
async function unlessDone(stamp, input, work) {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === input) {
    return false;
  }
  await work();
  writeFileSync(stamp, input);
  return true;
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`The web client needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

mkdirSync(target, { recursive: true });
const sources = fingerprint(filesUnder(webapp));
const libraries = fingerprint([join(webapp, "package-lock.json"), join(webapp, "package.json")]);
await unlessDone(join(webapp, "node_modules", ".installed-for"), libraries, () => npm("ci"));

const testing = process.argv[2] === "test";
const done = testing
  ? await unlessDone(join(target, "webapp-tested"), sources, () => sideBySide("lint", "test"))
  : await unlessDone(join(target, "webapp", ".built-from"), sources, () => sideBySide("check", "bundle"));
console.log(`Web client ${done ? (testing ? "tested" : "built") : "unchanged"}`);
