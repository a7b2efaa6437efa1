"""Digests of sorted JSON as orjson writes it, for CanonicalFormAgainstOrjsonTest. Inputs are those of canonical_form.py.

    python3 orjson_form.py > ../resources/signing/orjson-form.properties

Recorded with orjson 3.12.0; the figures of "earlier" were recorded with orjson 3.8.3 (python3 orjson_form.py earlier).
"""

import json
import math
import sys

import orjson

from canonical_form import DOCUMENTS, DOUBLES, LITERALS, SEED, document, double, literal, record


def finite(text):
    number = float(text)
    if math.isinf(number):
        raise ValueError(text)
    return number


def sorted_json(text):
    """Integers of any length keep their digits, which orjson itself takes up to 64 bits only."""
    try:
        integer = lambda digits: orjson.Fragment(b"0" if digits == "-0" else digits.encode())
        return orjson.dumps(json.loads(text, parse_int=integer, parse_float=finite), option=orjson.OPT_SORT_KEYS).decode()
    except ValueError:
        return "refused"


def write_double(number):
    return orjson.dumps(number).decode() if math.isfinite(number) else "refused"


if sys.argv[1:] == ["earlier"]:
    record("earlier.doubles", DOUBLES, double, write_double)
else:
    print("# Written by src/test/python/orjson_form.py")
    print("implementation=orjson %s" % orjson.__version__)
    print("seed=%d" % SEED)
    record("doubles", DOUBLES, double, write_double)
    record("literals", LITERALS, lambda random: literal(random, 340), sorted_json)
    record("documents", DOCUMENTS, lambda random: document(random, 0), sorted_json)
