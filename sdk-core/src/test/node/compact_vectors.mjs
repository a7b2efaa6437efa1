// Vectors of the compact dialect for DialectVectorsTest, made with the package "jose" (npm install jose@6).
//
//     node compact_vectors.mjs > ../resources/signing/compact.json
//
// With a file as argument, it verifies what this SDK signed: a JSON object with "signature" and "jwks".

import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as jose from 'jose'

const keys = new URL('../resources/keys/', import.meta.url)
const privateKey = createPrivateKey(readFileSync(new URL('rsa-pkcs8.pem', keys)))
const jwk = await jose.exportJWK(createPublicKey(privateKey))
const kid = await jose.calculateJwkThumbprint(jwk)

async function vector(header, message, spacing) {
  const payload = JSON.stringify({ header, message })
  const signature = await new jose.CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ alg: 'RS256', kid })
    .sign(privateKey)
  return { envelope: JSON.stringify({ signature, header, message }, null, spacing), payload }
}

if (process.argv[2]) {
  const given = JSON.parse(readFileSync(process.argv[2], 'utf8'))
  const { payload, protectedHeader } = await jose.compactVerify(given.signature, jose.createLocalJWKSet(given.jwks))
  console.log(protectedHeader, new TextDecoder().decode(payload))
} else {
  const header = {
    message_id: 'm-1',
    message_ts: '2026-03-01T08:25:30.000Z',
    action: 'search',
    sender_id: 'https://crvs.example.org/dci',
    receiver_id: 'https://sp-mis.example.org',
    total_count: 1,
    is_msg_encrypted: false,
    x_country: 'covered',
  }
  const message = { transaction_id: 't-1', search_request: [{ reference_id: 'r-1' }] }
  const odd = { z: 1, a: [1e16, 1e21, 1e-7, 100.5, -0, 2e23], text: '\u00e9\u007f\u0001/\u2028"\\\u{1f600}', none: null, e: {} }
  const vectors = [await vector(header, message), await vector(header, odd, 2)]
  const made_by = `node ${process.version}, jose ${JSON.parse(readFileSync(new URL('node_modules/jose/package.json', `file://${process.cwd()}/`))).version}`
  console.log(JSON.stringify({ made_by, jwks: { keys: [{ ...jwk, kid, alg: 'RS256', use: 'sig' }] }, vectors }, null, 2))
}
