#!/usr/bin/env python3
"""Makes a randomisation list again from its specification and seed, and prints the checksum it must have.

For the second person before a list is released, and for anybody once the seed is published. A second reading of the
README of this folder, in the standard library of another language: it shares no code with the platform.

  make_list.py SPECIFICATION --seed FILE [--rows]

SPECIFICATION is a JSON file, FILE holds the seed in hexadecimal. With --rows the rows follow as CSV. Exit 2 if it was not
called as it must be.
"""

import hashlib
import json
import math
import re
import struct
import sys

GENERATOR = "chacha20-rfc8439"
COLUMNS = "stratum,position,block,arm"


def main(arguments):
    files = [argument for argument in arguments if argument != "--rows"]
    if len(files) != 3 or files[1] != "--seed":
        print("Usage: make_list.py SPECIFICATION --seed FILE [--rows]", file=sys.stderr)
        return 2
    with open(files[0], encoding="utf-8") as source:
        specification = json.load(source)
    with open(files[2], encoding="ascii") as source:
        seed = source.read().strip()
    if not re.fullmatch(r"[0-9a-f]{64}", seed):
        print("the seed must be 32 bytes in 64 lower-case hexadecimal digits", file=sys.stderr)
        return 2
    rows = METHODS[specification["method"]](specification, seed)
    print(checksum(specification, seed, rows))
    if "--rows" in arguments:
        print(COLUMNS)
        for row in rows:
            print(",".join(str(cell) for cell in row))
    return 0


def checksum(specification, seed, rows):
    """SHA-256 of one line of JSON; the order of the names is part of it."""
    head = {name: specification[name] for name in ("environment", "trial", "trialFile")}
    method = specification["method"]
    made_by = {"algorithm": f"{method}/1", "generator": GENERATOR, "arms": specification["arms"]}
    of_method = {name: specification[name] for name in OF_METHOD[method]}
    rest = {"length": specification["length"], "seed": seed, "rows": rows}
    text = json.dumps({**head, **made_by, **of_method, **rest}, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


OF_METHOD = {
    "permuted-blocks": ("strata", "blockSizes"),
    "simple": ("strata",),
    "minimisation": ("factors", "imbalance", "preferencePerThousand"),
}


def permuted_blocks(specification, seed):
    arms, length = specification["arms"], specification["length"]
    sizes, ratio_sum = sorted(specification["blockSizes"]), sum(ratio for _, ratio in arms)
    rows = []
    for stream, stratum in enumerate(specification["strata"]):
        draw, position, block = below(words(seed, stream)), 0, 0
        while position < length:
            block += 1
            size = sizes[draw(len(sizes))]
            codes = [code for code, ratio in arms for _ in range(ratio * size // ratio_sum)]
            for i in range(size - 1, 0, -1):
                j = draw(i + 1)
                codes[i], codes[j] = codes[j], codes[i]
            for code in codes:
                position += 1
                rows.append([stratum, position, block, code])
    return rows


def simple(specification, seed):
    tickets = [code for code, ratio in specification["arms"] for _ in range(ratio)]
    rows = []
    for stream, stratum in enumerate(specification["strata"]):
        draw = below(words(seed, stream))
        rows += [[stratum, i + 1, 0, tickets[draw(len(tickets))]] for i in range(specification["length"])]
    return rows


def minimisation(specification, seed):
    ratios = [ratio for _, ratio in specification["arms"]]
    lowest = [ratio // math.gcd(*ratios) for ratio in ratios]
    total, multiple = sum(lowest), 1
    for n in range(1, total + 1):
        multiple = multiple * n // math.gcd(multiple, n)
    sides = 1000 * (total - min(lowest)) * multiple
    draw = below(words(seed, 0))
    return [["all", i + 1, 0, str(draw(sides))] for i in range(specification["length"])]


METHODS = {"permuted-blocks": permuted_blocks, "simple": simple, "minimisation": minimisation}


def below(source):
    """Whole numbers below n; draws above the largest multiple of n are thrown away."""

    def draw(n):
        limit = 2**32 // n * n
        while (word := next(source)) >= limit:
            pass
        return word % n

    return draw


def words(seed, stream):
    """The key stream of ChaCha20 (RFC 8439): block counter from 0, the stream in the first word of the nonce."""
    key = struct.unpack("<8I", bytes.fromhex(seed))
    counter = 0
    while True:
        start = [*struct.unpack("<4I", b"expand 32-byte k"), *key, counter, stream, 0, 0]
        state = list(start)
        for _ in range(10):
            for a, b, c, d in ROUNDS:
                quarter_round(state, a, b, c, d)
        yield from ((word + begun) % 2**32 for word, begun in zip(state, start))
        counter += 1


ROUNDS = [(i, 4 + i, 8 + i, 12 + i) for i in range(4)]
ROUNDS += [(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4) for i in range(4)]


def quarter_round(state, a, b, c, d):
    for to, other, turned, by in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        state[to] = (state[to] + state[other]) % 2**32
        mixed = state[turned] ^ state[to]
        state[turned] = (mixed << by | mixed >> (32 - by)) % 2**32


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
