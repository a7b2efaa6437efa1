"""Digests of canonical JSON as CPython writes it, for CanonicalFormAgainstPythonTest.

The Java test makes the same inputs from the same seed and compares its own digests with the recorded ones, so building
needs no Python. To record them again, with the standard library of CPython 3 alone:

    python3 canonical_form.py > ../resources/signing/canonical-form.properties
"""

import hashlib
import json
import math
import platform
import struct
from decimal import Decimal, getcontext

SEED = 20261124
DOUBLES = 500_000
LITERALS = 500_000
DOCUMENTS = 20_000
MASK = (1 << 64) - 1

getcontext().prec = 400


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, bound):
        return self.next() % bound

    def pick(self, options):
        return options[self.below(len(options))]


def from_bits(bits):
    return struct.unpack(">d", struct.pack(">Q", bits & MASK))[0]


def double(random):
    kind = random.below(4)
    if kind == 0:
        return from_bits(random.next())
    if kind == 1:
        return from_bits(random.next() >> (12 + random.below(52)))
    if kind == 2:
        return from_bits((random.below(2047) << 52) + random.below(5) - 2)
    return float(random.below(1_000_000)) / float("1e%d" % random.below(23))


def digits(random, count):
    return "".join(str(random.below(10)) for _ in range(count))


def integer(random, longest):
    if random.below(20) == 0:
        return "0"
    return str(1 + random.below(9)) + digits(random, random.below(longest))


def halfway(random):
    low = from_bits(((1013 + random.below(60)) << 52) + (random.next() >> 12))
    middle = (Decimal(low) + Decimal(math.nextafter(low, math.inf))) / 2
    text = format(middle.normalize(), "f")
    return (text if "." in text else text + ".0") + ("1" if random.below(3) == 0 else "")


def literal(random, largest_exponent):
    sign = "-" if random.below(4) == 0 else ""
    kind = random.below(5)
    if kind == 0:
        return sign + integer(random, 40)
    if kind == 1:
        return sign + integer(random, 20) + "." + digits(random, 1 + random.below(20))
    if kind == 2:
        mantissa = integer(random, 1)
        if random.below(2) == 0:
            mantissa += "." + digits(random, 1 + random.below(18))
        exponent = random.pick(["e", "E"]) + random.pick(["", "+", "-"])
        return sign + mantissa + exponent + str(random.below(largest_exponent))
    if kind == 3:
        return sign + halfway(random)
    return sign + integer(random, 3) + "." + digits(random, 2)


SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "/": "/", '"': '"', "\\": "\\"}


def escaped(point):
    if point < 0x10000:
        return "\\u%04X" % point
    high = 0xD800 + ((point - 0x10000) >> 10)
    low = 0xDC00 + ((point - 0x10000) & 0x3FF)
    return "\\u%04x\\u%04x" % (high, low)


def string(random):
    """JSON text of a string, and what it means."""
    text = ""
    meaning = ""
    for _ in range(random.below(12)):
        kind = random.below(8)
        if kind <= 2:
            c = chr(0x61 + random.below(26))
            text += c if random.below(8) > 0 else escaped(ord(c))
        elif kind == 3:
            name = random.pick(list("btnfr/\"\\"))
            c = SHORT[name]
            text += "\\" + name
        elif kind == 4:
            c = chr(random.below(0x20))
            text += escaped(ord(c))
        elif kind == 5:
            c = random.pick(["/", "\x7f", " ", "~", "\u0080", "\u2028", "\u00e9"])
            text += c
        elif kind == 6:
            point = random.pick([0xA0 + random.below(0xD800 - 0xA0), 0xE000 + random.below(0x1FFE)])
            c = chr(point)
            text += c if random.below(2) == 0 else escaped(point)
        else:
            point = 0x10000 + random.below(0x100000)
            c = chr(point)
            text += c if random.below(2) == 0 else escaped(point)
        meaning += c
    return text, meaning


def space(random):
    return random.pick(["", "", "", " ", "\n", "\t\r"])


def value(random, depth):
    kind = random.below(6 if depth >= 6 else 10)
    if kind == 0:
        text = random.pick(["null", "true", "false", "-0", "-0.0", "0", "0.0"])
    elif kind <= 2:
        text = literal(random, 280)
    elif kind <= 5:
        text = '"' + string(random)[0] + '"'
    elif kind == 6:
        items = [value(random, depth + 1) for _ in range(random.below(5))]
        text = "[" + ",".join(items) + space(random) + "]"
    else:
        text = document(random, depth)
    return space(random) + text + space(random)


def document(random, depth):
    members = []
    names = set()
    for _ in range(random.below(7)):
        text, name = string(random)
        while name in names:
            text += "x"
            name += "x"
        names.add(name)
        members.append(space(random) + '"' + text + '"' + space(random) + ":" + value(random, depth + 1))
    return "{" + space(random) + ",".join(members) + "}"


def canonical(text):
    try:
        parsed = json.loads(text)
        return json.dumps(parsed, sort_keys=True, separators=(",", ":"), allow_nan=False)
    except ValueError:
        return "refused"


def record(name, count, make, write):
    random = SplitMix64(SEED)
    inputs = hashlib.sha256()
    outputs = hashlib.sha256()
    for _ in range(count):
        made = make(random)
        text = made if isinstance(made, str) else bits_text(made)
        inputs.update((text + "\n").encode("utf-8"))
        outputs.update((write(made) + "\n").encode("utf-8"))
    print("%s.count=%d" % (name, count))
    print("%s.inputs=%s" % (name, inputs.hexdigest()))
    print("%s.outputs=%s" % (name, outputs.hexdigest()))


def bits_text(number):
    return "nan" if math.isnan(number) else struct.pack(">d", number).hex()


def write_double(number):
    return json.dumps(number) if math.isfinite(number) else "refused"


if __name__ == "__main__":
    print("# Written by src/test/python/canonical_form.py")
    print("implementation=%s %s" % (platform.python_implementation(), platform.python_version()))
    print("seed=%d" % SEED)
    record("doubles", DOUBLES, double, write_double)
    record("literals", LITERALS, lambda random: literal(random, 340), canonical)
    record("documents", DOCUMENTS, lambda random: document(random, 0), canonical)
