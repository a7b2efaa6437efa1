"""Signature vectors for SignatureVectorsTest, made with CPython's json and datetime and the command line of OpenSSL 3.

    python3 signature_vectors.py > ../resources/signing/vectors.json

The keys are for tests only: their private bytes are written down here.
"""

import base64
import datetime
import hashlib
import json
import os
import platform
import subprocess
import tempfile

CREATED = 1_772_353_530
KEYS = {"sp-mis.example.org": ("key-1", bytes(range(1, 33))), "crvs.example.org": ("2026_a", bytes(range(101, 133)))}

REQUEST = {
    "version": "1.0.0",
    "message_id": None,
    "message_ts": None,
    "action": None,
    "sender_id": None,
    "sender_uri": None,
    "receiver_id": None,
    "total_count": 0,
    "is_msg_encrypted": False,
    "meta": None,
}
CALLBACK = {"status": None, "status_reason_code": None, "status_reason_message": None, "completed_count": 0}


def filled(header):
    """What the verifier's model of the header writes."""
    defaults = {**REQUEST, **CALLBACK} if "status" in header else REQUEST
    model = {name: header.get(name, value) for name, value in defaults.items()}
    model["message_ts"] = datetime.datetime.fromisoformat(model["message_ts"]).isoformat().replace("+00:00", "Z")
    return model


def answer(header):
    """What the deployed system hashes of its own answers: defaults are in, nulls are not."""
    return {name: value for name, value in filled(header).items() if value is not None}


def as_received(header):
    return header


def pem(label, der):
    text = base64.b64encode(der).decode("ascii")
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n" % (label, text, label)


def private_pem(seed):
    return pem("PRIVATE KEY", bytes.fromhex("302e020100300506032b657004220420") + seed)


def openssl(*arguments):
    return subprocess.run(["openssl", *arguments], check=True, capture_output=True).stdout


def with_file(content, action):
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(content)
    try:
        return action(file.name)
    finally:
        os.unlink(file.name)


def public_pem(seed):
    return with_file(private_pem(seed).encode(), lambda key: openssl("pkey", "-in", key, "-pubout").decode())


def ed25519(seed, content):
    sign = lambda key: lambda text: openssl("pkeyutl", "-sign", "-rawin", "-inkey", key, "-in", text)
    return with_file(private_pem(seed).encode(), lambda key: with_file(content, sign(key)))


def vector(name, form, header_text, message_text, lifetime=300):
    header = json.loads(header_text)
    sender = header["sender_id"]
    key_id, seed = KEYS[sender]
    hashed = {"header": form(header), "message": json.loads(message_text)}
    canonical = json.dumps(hashed, sort_keys=True, separators=(",", ":"))
    digest = base64.b64encode(hashlib.sha256(canonical.encode("utf-8")).digest()).decode("ascii")
    expires = CREATED + lifetime
    signing_input = "(created): %d\n(expires): %d\ndigest: %s" % (CREATED, expires, digest)
    signature = base64.b64encode(ed25519(seed, signing_input.encode("utf-8"))).decode("ascii")
    return {
        "name": name,
        "form": form.__name__,
        "header": header_text,
        "message": message_text,
        "canonical": canonical,
        "signature": 'namespace="dci", kidId="%s|%s|ed25519", algorithm="ed25519", created="%d", expires="%d", '
        'headers="(created) (expires) digest", signature="%s"' % (sender, key_id, CREATED, expires, signature),
    }


REQUEST_HEADER = (
    '{"message_id":"m-1","message_ts":"2026-03-01T08:25:30Z","action":"search","sender_id":"sp-mis.example.org",'
    '"receiver_id":"crvs.example.org","total_count":1,"is_msg_encrypted":false}'
)
FULL_HEADER = (
    '{ "version": "1.0.0", "message_id": "m-\\u00e4\\ud83d\\ude00", "message_ts": "2026-03-01T10:25:30.500+02:00",\n'
    '  "action": "search", "sender_id": "sp-mis.example.org", "sender_uri": "https:\\/\\/sp-mis.example.org\\/callback",'
    ' "receiver_id": "crvs.example.org", "total_count": 2, "is_msg_encrypted": true, "meta": {"b": 1E5, "a": null},'
    ' "x_country": "not covered" }'
)
CALLBACK_HEADER = (
    '{"version":"1.0.0","message_id":"m-2","message_ts":"2026-03-01T08:25:30.000000+00:00","action":"on-search",'
    '"status":"rjct","status_reason_code":"rjct.search.too_many_records_found","total_count":1,"completed_count":1,'
    '"sender_id":"crvs.example.org","receiver_id":"sp-mis.example.org","is_msg_encrypted":false,"meta":{}}'
)
ANSWER_HEADER = (
    '{"version":"1.0.0","message_id":"m-3","message_ts":"2026-03-01T08:25:30.012345Z","action":"on-search",'
    '"sender_id":"crvs.example.org","receiver_id":"sp-mis.example.org","total_count":1,"status":"succ",'
    '"completed_count":1}'
)
PLAIN_HEADER = (
    '{"message_id":"m-4","message_ts":"2026-03-01T08:25:30+00:00","action":"notify","sender_id":"crvs.example.org",'
    '"x_country":"covered this time"}'
)
MESSAGE = (
    '{"transaction_id":"t-1","search_request":[{"reference_id":"r-1","timestamp":"2026-03-01T08:25:30Z",'
    '"search_criteria":{"query_type":"idtype-value","query":{"type":"UIN","value":"7715520341"}},"locale":"eng"}]}'
)
NUMBERS = (
    '{"\\ue000": 1, "\\ud83d\\ude00": 2, "Z": -0, "a": [2e23, 5E-324, 1e16, 1.0, 0.0001, 0.00001, -0.0, 1E5],\n'
    ' "big": 123456789012345678901234567890, "text": "\u00e9\u007f\\u0001\\/\u2028\\"\\\\", "none": null, "e": {}, "l": []}'
)

vectors = [
    vector("a request whose header lacks what has a default", filled, REQUEST_HEADER, MESSAGE),
    vector("a request with every member, one more, and a time not in UTC", filled, FULL_HEADER, NUMBERS),
    vector("a callback", filled, CALLBACK_HEADER, MESSAGE),
    vector("an answer hashed with a default that is not sent", answer, ANSWER_HEADER, MESSAGE),
    vector("a message hashed as it was sent", as_received, PLAIN_HEADER, NUMBERS),
    vector("a signature that lives for an hour", filled, REQUEST_HEADER, MESSAGE, 3600),
]
made_by = "%s %s, %s" % (platform.python_implementation(), platform.python_version(), openssl("version").decode().split(" (")[0].strip())
keys = [
    {"sender_id": sender, "key_id": key_id, "private": private_pem(seed), "public": public_pem(seed)}
    for sender, (key_id, seed) in KEYS.items()
]
print(json.dumps({"made_by": made_by, "created": CREATED, "keys": keys, "vectors": vectors}, indent=2))
