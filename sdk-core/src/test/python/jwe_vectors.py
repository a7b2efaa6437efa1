"""Encrypted messages for JweVectorsTest, put together by hand from the primitives of the Python library "cryptography"
(OpenSSL): the forms that other JOSE libraries do not write, and what no library would write.

    python3 jwe_vectors.py > ../resources/encryption/python.json

They are different on each run, so the recorded ones are kept. The keys are for tests only: their private parts are written
down in the file.
"""

import base64
import json
import os
import platform

import cryptography
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash
from cryptography.hazmat.primitives.keywrap import aes_key_wrap

TEXT = '{"transaction_id":"t-1","größe":"\U0001f600","search_request":[]}'
SENDER, RECEIVER = "sp-mis.example.org", "crvs.example.org"
CURVES = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1(), "P-521": ec.SECP521R1()}


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def number(value, length=None):
    return b64(value.to_bytes(length or (value.bit_length() + 7) // 8, "big"))


def rsa_key(bits):
    key = rsa.generate_private_key(65537, bits)
    p = key.private_numbers()
    return key, {
        "kty": "RSA",
        "n": number(p.public_numbers.n),
        "e": number(p.public_numbers.e),
        "d": number(p.d),
        "p": number(p.p),
        "q": number(p.q),
        "dp": number(p.dmp1),
        "dq": number(p.dmq1),
        "qi": number(p.iqmp),
    }


def point(curve, public):
    length = (public.curve.key_size + 7) // 8
    numbers = public.public_numbers()
    return {"kty": "EC", "crv": curve, "x": number(numbers.x, length), "y": number(numbers.y, length)}


def ec_key(curve):
    key = ec.generate_private_key(CURVES[curve])
    length = (key.curve.key_size + 7) // 8
    return key, {**point(curve, key.public_key()), "d": number(key.private_numbers().private_value, length)}


def with_length(data):
    return len(data).to_bytes(4, "big") + data


def agreed(private, public, name, apu, apv):
    """RFC 7518 section 4.6.2."""
    other = with_length(name.encode()) + with_length(apu) + with_length(apv) + (256).to_bytes(4, "big")
    return ConcatKDFHash(algorithm=hashes.SHA256(), length=32, otherinfo=other).derive(
        private.exchange(ec.ECDH(), public)
    )


def content(message, cek, text, aad=b""):
    iv = os.urandom(12)
    sealed = AESGCM(cek).encrypt(iv, text, aad)
    return {**message, "iv": b64(iv), "ciphertext": b64(sealed[:-16]), "tag": b64(sealed[-16:])}


def with_rsa(bits, text=TEXT.encode(), cek_length=32, md=hashes.SHA256(), mgf=None, **more):
    key, jwk = rsa_key(bits)
    cek = os.urandom(cek_length)
    oaep = padding.OAEP(mgf=padding.MGF1(mgf or md), algorithm=md, label=None)
    header = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": "k-1", **more}
    message = {"header": header, "encrypted_key": b64(key.public_key().encrypt(cek, oaep))}
    return {**jwk, "kid": "k-1", "use": "enc", "alg": "RSA-OAEP-256"}, content(message, cek, text)


def with_ecdh(curve, alg, parties=False):
    key, jwk = ec_key(curve)
    ephemeral = ec.generate_private_key(CURVES[curve])
    apu, apv = (SENDER.encode(), RECEIVER.encode()) if parties else (b"", b"")
    header = {"alg": alg, "enc": "A256GCM", "kid": "k-1", "epk": point(curve, ephemeral.public_key())}
    if parties:
        header |= {"apu": b64(apu), "apv": b64(apv)}
    secret = agreed(ephemeral, key.public_key(), "A256GCM" if alg == "ECDH-ES" else alg, apu, apv)
    message = {"header": header}
    cek = secret
    if alg != "ECDH-ES":
        cek = os.urandom(32)
        message["encrypted_key"] = b64(aes_key_wrap(secret, cek))
    return {**jwk, "kid": "k-1", "use": "enc", "alg": alg}, content(message, cek, TEXT.encode())


def vector(name, made):
    return {"name": name, "key": made[0], "text": TEXT, "message": made[1]}


good = [vector("RSA of %d bits, everything in header" % bits, with_rsa(bits)) for bits in (2048, 4096)]
for curve in CURVES:
    good.append(vector("epk in header, " + curve, with_ecdh(curve, "ECDH-ES+A256KW")))
    good.append(vector("agreed key, epk in header, " + curve, with_ecdh(curve, "ECDH-ES")))
good.append(vector("parties named", with_ecdh("P-384", "ECDH-ES+A256KW", True)))
good.append(vector("agreed key, parties named", with_ecdh("P-521", "ECDH-ES", True)))

# Right but for one thing each; none of them may decrypt.
bad = [
    vector("content key of 16 bytes, called A256GCM", with_rsa(2048, cek_length=16)),
    vector("OAEP with SHA-1, called RSA-OAEP-256", with_rsa(2048, md=hashes.SHA1())),
    vector("OAEP with SHA-1 in MGF1", with_rsa(2048, mgf=hashes.SHA1())),
    vector("compressed as it says", with_rsa(2048, zip="DEF")),
    vector("critical extension", with_rsa(2048, crit=["exp"], exp=0)),
]

print(
    json.dumps(
        {
            "made_with": "cryptography %s, CPython %s" % (cryptography.__version__, platform.python_version()),
            "vectors": good,
            "refused": bad,
        },
        indent=1,
    )
)
