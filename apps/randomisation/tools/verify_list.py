#!/usr/bin/env python3
"""Holds bundles of a randomisation list, or single opened rows, against the root published before the first participant.

A second reading of the README of this folder, in the standard library of another language, so that no single mistake
can accept a forged list. Same arguments, same lines and same exit codes as verify-list.mjs.
"""

import hashlib
import json
import re
import sys

BUNDLE = "trial-list-bundle/1"
ROW = "trial-list-row/1"
CODE_BREAK = "trial-code-break/1"
MOST_ROWS = 1_000_000
HASH = re.compile(r"[0-9a-f]{64}")


def main(arguments):
    files = list(arguments)
    root = None
    if "--root" in files:
        at = files.index("--root")
        root = files[at + 1] if at + 1 < len(files) else None
        del files[at : at + 2]
    if not files or not is_hash(root):
        print("Usage: verify_list.py FILE… --root HEX   (64 lower-case hexadecimal digits)", file=sys.stderr)
        return 2
    refused = 0
    for file in files:
        accepted, answer = judge(opening_in(read(file)), root)
        refused += not accepted
        print(f"{file}: {'accepted' if accepted else 'refused'}, {answer}")
    return 1 if refused else 0


def read(file):
    try:
        with open(file, "rb") as source:
            return json.loads(source.read().decode("utf-8"), parse_constant=lambda _: 1 / 0)
    except (OSError, ValueError, ArithmeticError, RecursionError):
        return None


def opening_in(said):
    """Of the certificate of a code break only the row can be verified; who broke it, and when, is no part of the list."""
    names = ("format", "codeBreakId", "participantId", "brokenBy", "brokenAt", "cause", "opening")
    if has_exactly(said, *names) and said["format"] == CODE_BREAK and is_opening(said["opening"]):
        return said["opening"]
    return said


def judge(said, root):
    if is_opening(said):
        index, size = int(said["index"]), int(said["size"])
        wrong = wrong_with(said, said["row"], index, size, root)
        return (False, f"row {index + 1} {wrong}") if wrong else (True, f"row {index + 1} of {size}")
    if not is_bundle(said):
        return False, "this is no bundle and no opened row"
    strata, before = set(), None
    for index, row in enumerate(said["rows"]):
        if is_row(row) and out_of_sequence(row, before, strata):
            return False, f"row {index + 1} is out of sequence"
        wrong = wrong_with(said, row, index, len(said["rows"]), root)
        if wrong:
            return False, f"row {index + 1} {wrong}"
        strata.add(row["stratum"])
        before = row
    return True, f"{len(said['rows'])} rows"


def out_of_sequence(row, before, strata):
    if before is not None and before["stratum"] == row["stratum"]:
        return row["position"] != before["position"] + 1
    return row["position"] != 1 or row["stratum"] in strata


def wrong_with(name, row, index, size, root):
    if not is_row(row):
        return "is not readable"
    return None if head(name, row, index, size) == root else "does not lead to the root"


def head(name, row, index, size):
    fields = (BUNDLE, name["trial"], name["list"], row["stratum"], str(int(row["position"])), row["arm"])
    leaf = b"".join(len(data).to_bytes(4, "big") + data for data in (text.encode("utf-8") for text in fields))
    node = sha256(b"\x00" + leaf + bytes.fromhex(row["salt"]))
    others = [bytes.fromhex(other) for other in row["path"]]
    at, width = index, size
    while width > 1:
        is_right = at % 2 == 1
        if is_right or at + 1 < width:
            if not others:
                return None
            other = others.pop(0)
            node = sha256(b"\x01" + (other + node if is_right else node + other))
        at, width = at // 2, (width + 1) // 2
    if others:
        return None
    return sha256(b"\x02" + size.to_bytes(8, "big") + node).hex()


def sha256(data):
    return hashlib.sha256(data).digest()


def is_bundle(said):
    return (
        has_exactly(said, "format", "trial", "list", "rows")
        and said["format"] == BUNDLE
        and is_text(said["trial"])
        and is_text(said["list"])
        and isinstance(said["rows"], list)
        and 0 < len(said["rows"]) <= MOST_ROWS
    )


def is_opening(said):
    return (
        has_exactly(said, "format", "trial", "list", "index", "size", "row")
        and said["format"] == ROW
        and is_text(said["trial"])
        and is_text(said["list"])
        and is_count(said["size"], 1)
        and is_count(said["index"], 0)
        and said["index"] < said["size"]
    )


def is_row(row):
    return (
        has_exactly(row, "stratum", "position", "arm", "salt", "path")
        and is_text(row["stratum"])
        and is_count(row["position"], 1)
        and is_text(row["arm"])
        and is_hash(row["salt"])
        and isinstance(row["path"], list)
        and all(is_hash(other) for other in row["path"])
    )


def has_exactly(value, *names):
    return isinstance(value, dict) and set(value) == set(names)


def is_text(value):
    if not isinstance(value, str) or value == "":
        return False
    try:
        value.encode("utf-8")
        return True
    except UnicodeEncodeError:
        return False


def is_count(value, least):
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return value == value // 1 and least <= value <= MOST_ROWS


def is_hash(value):
    return isinstance(value, str) and HASH.fullmatch(value) is not None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
