"""Vectors of two dialects for DialectVectorsTest, made with PyJWT, orjson, cryptography and the command line of OpenSSL.

    python3 dialect_vectors.py > ../resources/signing/dialects.json
"""

import base64
import importlib.metadata
import json
import pathlib
import subprocess
import tempfile

import orjson
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate
from jwt import PyJWS

KEYS = pathlib.Path(__file__).parent.parent / "resources" / "keys"
HEADER = (
    '{"version": "1.0.0", "message_id": "m-1", "message_ts": "2026-03-01T08:25:30.000Z", "action": "search",\n'
    '  "sender_id": "partner-1", "sender_uri": null, "receiver_id": "registry-1", "total_count": 1,\n'
    '  "is_msg_encrypted": false, "meta": {"b": 1E5, "a": null}, "x_country": "covered"}'
)
MESSAGE = (
    '{"transaction_id": "t-1", "search_request": [{"reference_id": "r-1", "timestamp": "2026-03-01T08:25:30.000Z",\n'
    '  "search_criteria": {"query_type": "idtype-value", "query": {"type": "UIN", "value": "7715520341"}}}]}'
)
NUMBERS = (
    '{"\\ue000": 1, "\\ud83d\\ude00": 2, "Z": -0, "a": [2e23, 5E-324, 1e16, 1.0, 0.0001, 0.00001, 0.000001, -0.0, 1E5],'
    ' "text": "\u00e9\u007f\\u0001\\u001B\\/\u2028\\"\\\\", "none": null, "e": {}, "l": [], "big": 18446744073709551615}'
)
TEXTS = '{"text": "\u00e9\\u0001\\/ \\"\\\\\\n", "none": null, "e": {}, "l": [], "n": [1, 1.5, -3], "z": 1, "a": 2}'


def kid(name):
    certificate = load_pem_x509_certificate((KEYS / (name + "-certificate.pem")).read_bytes())
    return base64.urlsafe_b64encode(certificate.fingerprint(hashes.SHA256())).decode().rstrip("=")


def detached(name, algorithm, message, headers):
    key = load_pem_private_key((KEYS / (name + "-pkcs8.pem")).read_bytes(), None)
    payload = orjson.dumps({"message": json.loads(message), "header": json.loads(HEADER)}, option=orjson.OPT_SORT_KEYS)
    first, _, last = PyJWS().encode(payload, key, algorithm=algorithm, headers=headers).split(".")
    return vector("jws-detached", name, message, first + ".." + last, payload.decode())


def g2p_connect(message):
    compact = lambda text: json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=False)
    payload = compact(HEADER).replace("100000.0", "1E5") + compact(message)
    with tempfile.NamedTemporaryFile() as file:
        file.write(payload.encode())
        file.flush()
        command = ["openssl", "dgst", "-sha256", "-sign", str(KEYS / "rsa-pkcs8.pem"), file.name]
        signature = subprocess.run(command, check=True, capture_output=True).stdout
    return vector("g2p-connect", "rsa", message, base64.b64encode(signature).decode(), payload)


def vector(scheme, key, message, signature, payload):
    return {
        "scheme": scheme,
        "key": key,
        "header": HEADER,
        "message": message,
        "payload": payload,
        "signature": signature,
    }


vectors = [
    detached("rsa", "RS256", MESSAGE, {"kid": kid("rsa")}),
    detached("ec", "ES256", NUMBERS, {"kid": kid("ec")}),
    detached("ed25519", "EdDSA", NUMBERS, {"kid": kid("ed25519")}),
    detached("ed25519", "EdDSA", MESSAGE, {}),
    g2p_connect(MESSAGE),
    g2p_connect(TEXTS),
]
openssl = subprocess.run(["openssl", "version"], check=True, capture_output=True, text=True).stdout.split(" (")[0].strip()
libraries = ["%s %s" % (name, importlib.metadata.version(name)) for name in ("PyJWT", "orjson", "cryptography")]
print(json.dumps({"made_by": ", ".join(libraries + [openssl]), "vectors": vectors}, indent=2))
