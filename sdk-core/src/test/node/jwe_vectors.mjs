// Encrypted messages for JweVectorsTest, made with the jose library of Node.js (panva/jose, which deployed systems use).
// They are different on each run, so the recorded ones are kept.
//
//     npm install jose@6.2.18 && node jwe_vectors.mjs > ../resources/encryption/jose.json
//
// The keys are for tests only: their private parts are written down in the file.
import * as jose from "jose";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const utf8 = new TextEncoder();
const text = '{"transaction_id":"t-1","größe":"\u{1F600}","search_request":[]}';
const vectors = [];

async function vector(name, alg, options, build) {
  const pair = await jose.generateKeyPair(alg, { extractable: true, ...options });
  const key = { ...(await jose.exportJWK(pair.privateKey)), kid: "k-1", alg, use: "enc" };
  const message = await build(new jose.FlattenedEncrypt(utf8.encode(text)), alg).encrypt(pair.publicKey);
  vectors.push({ name, key, text, message });
}

const enc = "A256GCM";
const unprotected = (jwe, alg) => jwe.setUnprotectedHeader({ alg, enc, kid: "k-1" });
const rsa = { modulusLength: 2048 };

await vector("everything in header", "RSA-OAEP-256", rsa, unprotected);
await vector("everything in protected", "RSA-OAEP-256", { modulusLength: 3072 }, (jwe, alg) =>
  jwe.setProtectedHeader({ alg, enc, kid: "k-1" }));
await vector("in all three, with additional data", "RSA-OAEP-256", rsa, (jwe, alg) =>
  jwe
    .setProtectedHeader({ enc, cty: "json" })
    .setSharedUnprotectedHeader({ alg })
    .setUnprotectedHeader({ kid: "k-1" })
    .setAdditionalAuthenticatedData(utf8.encode("for the receiver only")));
await vector("additional data without protected", "RSA-OAEP-256", rsa, (jwe, alg) =>
  unprotected(jwe, alg).setAdditionalAuthenticatedData(utf8.encode("x")));
await vector("without kid", "RSA-OAEP-256", rsa, (jwe, alg) => jwe.setUnprotectedHeader({ alg, enc }));
for (const crv of ["P-256", "P-384", "P-521"]) {
  await vector("epk in protected, " + crv, "ECDH-ES+A256KW", { crv }, unprotected);
  await vector("agreed key, " + crv, "ECDH-ES", { crv }, (jwe, alg) => jwe.setProtectedHeader({ alg, enc, kid: "k-1" }));
}
await vector("parties named", "ECDH-ES+A256KW", { crv: "P-256" }, (jwe, alg) =>
  unprotected(jwe, alg).setKeyManagementParameters({
    apu: utf8.encode("sp-mis.example.org"),
    apv: utf8.encode("crvs.example.org"),
  }));

const version = createRequire(import.meta.url).resolve("jose").replace(/jose\/dist.*/, "jose/package.json");
const jose_version = JSON.parse(readFileSync(version)).version;
console.log(JSON.stringify({ made_with: `jose ${jose_version}, Node.js ${process.version}`, vectors }, null, 1));
