// Takes the running server's API description into openapi.json. Keys are sorted so that a difference in
// the file is a difference in the API.
import { writeFile } from "node:fs/promises";

const address = `http://localhost:${process.env.PORT ?? "9080"}/openapi?format=JSON`;

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

const answer = await fetch(address);
if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
const file = new URL("../openapi.json", import.meta.url);
await writeFile(file, `${JSON.stringify(sorted(await answer.json()), null, 2)}\n`);
console.log(`openapi.json written from ${address}`);
