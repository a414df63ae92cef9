// The check that all servers make before anybody is let in: an ES256 token that has not expired. The key is made for this run.
import { createPublicKey, verify } from "node:crypto";

const key = createPublicKey({ key: JSON.parse(process.env.BENCH_KEY), format: "jwk" });

/** The account that a request's Bearer token stands for, or nothing. */
export function account(request) {
  const [header, claims, signature] = (request.headers.authorization ?? "").replace("Bearer ", "").split(".");
  if (signature === undefined) {
    return undefined;
  }
  const signed = Buffer.from(`${header}.${claims}`);
  if (!verify("sha256", signed, { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"))) {
    return undefined;
  }
  const { sub, exp } = JSON.parse(Buffer.from(claims, "base64url").toString());
  return exp * 1000 > Date.now() ? sub : undefined;
}
