"""Claims, nonces and folders, read from docs/claim-format.md alone: an independent reader, with Python's own JSON, Unicode and
hashes. `read_claim` returns the claim; `Refused` carries the code of the document, and the member where there is one."""

import hashlib
import json
import re
import unicodedata


class Refused(Exception):
    def __init__(self, code, member=None, text=None):
        super().__init__(code, member, text)
        self.code, self.member, self.text = code, member, text


def canonical(value):
    """RFC 8785 of the values that claims use: all names are ASCII, all numbers integers."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_json(octets, most=65536, deepest=8):
    if len(octets) > most:
        raise Refused("claim-too-large")
    try:
        text = octets.decode()
    except UnicodeDecodeError:
        raise Refused("claim-not-json") from None
    if depth(text) > deepest:
        raise Refused("claim-too-deep")
    faults = []

    def members(pairs):
        names = [name for name, _ in pairs]
        if len(set(names)) != len(names):
            faults.append("claim-duplicate-member")
        if not all(name.isascii() for name in names):
            faults.append("claim-value-kind")
        return dict(pairs)

    def other(_):
        faults.append("claim-value-kind")
        return 0

    def integer(digits):
        return int(digits) if not digits.startswith("-") and int(digits) < 2**53 else other(digits)

    try:
        value = json.loads(text, object_pairs_hook=members, parse_float=other, parse_int=integer, parse_constant=no_constant)
        walk(value, other)
        canonical(value)  # a lone surrogate does not encode
    except (ValueError, UnicodeEncodeError):
        raise Refused("claim-not-json") from None
    if faults:
        raise Refused("claim-duplicate-member" if "claim-duplicate-member" in faults else faults[0])
    if canonical(value) != octets:
        raise Refused("claim-not-canonical")
    return value


def no_constant(name):
    raise ValueError(name)


def walk(value, other):
    if value is None or isinstance(value, bool):
        other(value)
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        walk(part, other)


def depth(text):
    deepest = level = 0
    for mark in re.sub(r'"(\\.|[^"\\])*"', "", text, flags=re.S):
        level += (mark in "[{") - (mark in "]}")
        deepest = max(deepest, level)
    return deepest


# --- Text ---


def points(*spans):
    return {point for span in spans for point in (range(span[0], span[1] + 1) if isinstance(span, tuple) else (span,))}


CONTROL = points((0, 0x1F), (0x7F, 0x9F), 0x2028, 0x2029, (0xFFF9, 0xFFFB))
BIDI = points(0x61C, 0x200E, 0x200F, (0x202A, 0x202E), (0x2066, 0x2069))
INVISIBLE = points(
    0xAD, 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, (0x180B, 0x180F), (0x200B, 0x200D), (0x2060, 0x2065), (0x206A, 0x206F),
    0x2800, 0x3164, (0xFE00, 0xFE0F), 0xFEFF, 0xFFA0, (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)  # fmt: skip
SPACE = points(0xA0, 0x1680, (0x2000, 0x200A), 0x202F, 0x205F)


def no_character(point):
    private = 0xE000 <= point <= 0xF8FF or point >= 0xF0000
    return private or point == 0xFFFD or 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE


def text_fault(text, most=200, is_path=False):
    """The code of the first reason in the order of the document, or None."""
    found = {ord(character) for character in text}
    checks = [
        ("text-empty", not text),
        ("text-too-long", len(text) > most),
        ("text-control", found & CONTROL),
        ("text-bidi", found & BIDI),
        ("text-invisible", found & INVISIBLE),
        ("text-space", found & SPACE or re.search("^[ \u3000]|[ \u3000]$|[ \u3000]{2}", text)),
        ("text-not-a-character", any(map(no_character, found))),
        ("text-mark-first", text and unicodedata.category(text[0]).startswith("M")),
        ("text-not-normalised", not unicodedata.is_normalized("NFC", text)),
        ("text-path", is_path and ("\\" in text or {"", ".", ".."} & set(text.split("/")))),
    ]
    return next((code for code, holds in checks if holds), None)


# --- The claim ---


def refuse(member, text=None):
    raise Refused("claim-member-refused", member, text)


def pattern(expression):
    def check(value, member):
        if not isinstance(value, str) or not re.fullmatch(expression, value, re.A):
            refuse(member)

    return check


def text(most=200, is_path=False):
    def check(value, member):
        if not isinstance(value, str):
            refuse(member)
        fault = text_fault(value, most, is_path)
        if fault:
            refuse(member, fault)

    return check


def integer(value, member):
    if not isinstance(value, int):
        refuse(member)


def policy(value, member):
    pattern(r"(0|1|2)(\.(0|[1-9][0-9]*))+")(value, member)
    arcs = [int(arc) for arc in value.split(".")]
    if len(value) > 100 or (arcs[0] < 2 and arcs[1] > 39) or max(arcs) >= 2**64:
        refuse(member)


def many(least, most, check):
    def all_of(value, member):
        if not isinstance(value, list) or not least <= len(value) <= most:
            refuse(member)
        for place, item in enumerate(value):
            check(item, f"{member}[{place}]")

    return all_of


def record(required, optional=None, extra=lambda value, member: None):
    fields = required | (optional or {})

    def check(value, member):
        if not isinstance(value, dict):
            refuse(member)
        path = lambda name: f"{member}.{name}" if member else name  # noqa: E731
        for name in value:
            if name not in fields:
                raise Refused("claim-member-unknown", path(name))
        for name in required:
            if name not in value:
                raise Refused("claim-member-missing", path(name))
        for name, part in value.items():
            fields[name](part, path(name))
        extra(value, member)

    return check


def not_both(value, member):
    if "name" in value and "name_commit" in value:
        refuse(member)


def not_empty(value, member):
    if not value:
        refuse(member)


WORD = pattern(r"(?=.{1,40}\Z)[a-z0-9]+(-[a-z0-9]+)*")
SHA256, SHA512 = pattern("[0-9a-f]{64}"), pattern("[0-9a-f]{128}")
HOLDER = record(
    {"name": text(), "kind": pattern("person|organisation"), "role": pattern("holder|author|owner|inventor|party")},
    {"identifiers": many(1, 10, record({"scheme": WORD, "value": text()}))},
)
CLAIM = record(
    {
        "v": integer,
        "type": pattern("file|folder"),
        "id": pattern("[0-9a-f]{32}"),
        "file": record(
            {"sha256": SHA256},
            {"sha512": SHA512, "size": integer, "name": text(1000, True), "name_commit": SHA256},
            not_both,
        ),
        "holders": many(1, 50, HOLDER),
        "declaration": record({"id": WORD, "lang": pattern("[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")}),
        "assurance": record({"level": pattern("none|email|domain|eid|manual"), "method": WORD}),
        "service": pattern(r"[][a-z0-9.:/_-]{1,200}"),
        "policy": policy,
        "salt": SHA256,
    },
    {
        "agent": record({"name": text()}, {"matter": text()}),
        "work": record({}, {"title": text(), "note": text(1000)}, not_empty),
    },
)
FOLDER_FILE = record({"path": text(1000, True), "sha256": SHA256, "size": integer}, {"sha512": SHA512})


def read_claim(octets):
    claim = read_json(octets)
    if isinstance(claim, dict) and "v" in claim and claim["v"] != 1:
        raise Refused("claim-version")
    CLAIM(claim, "")
    return claim


# --- Digests, nonces, folders ---


def sha256(octets):
    return hashlib.sha256(octets).digest()


def nonce_of(digest):
    number = int.from_bytes(digest, "big")
    return number.to_bytes(number.bit_length() // 8 + 1, "big")


def is_nonce_of(nonce, digest):
    return 0 < len(nonce) <= 33 and nonce[0] < 0x80 and int.from_bytes(nonce, "big") == int.from_bytes(digest, "big")


def folder_leaf(salt, file):
    return sha256(b"\0folder-entry/v1\n" + salt + canonical(file))


def folder_head(manifest):
    """The octets that are fingerprinted."""
    seed, files = bytes.fromhex(manifest["seed"]), manifest["files"]
    names = [file["path"].encode() for file in files]
    if names != sorted(set(names)):
        raise Refused("manifest-malformed")
    salts = [sha256(b"folder-salt/v1\n" + seed + index.to_bytes(8, "big")) for index in range(len(files))]
    return head(len(files), tree_head([folder_leaf(salt, file) for salt, file in zip(salts, files)]))


def head(count, root):
    return f"folder-head/v1\n{count}\n{root.hex()}\n".encode()


def split(count):
    """RFC 6962 section 2.1: the largest power of two below."""
    return 1 << ((count - 1).bit_length() - 1)


def tree_head(leaves):
    if len(leaves) == 1:
        return leaves[0]
    middle = split(len(leaves))
    return sha256(b"\1" + tree_head(leaves[:middle]) + tree_head(leaves[middle:]))


def shown_head(shown):
    """The folder head that a shown file leads to."""
    leaf = folder_leaf(bytes.fromhex(shown["salt"]), shown["file"])
    root = root_of(shown["index"], shown["count"], leaf, [bytes.fromhex(digits) for digits in shown["path"]])
    return head(shown["count"], root)


def root_of(index, count, leaf, path):
    if count == 1:
        if path:
            raise Refused("shown-file-not-in-folder")
        return leaf
    if not path:
        raise Refused("shown-file-not-in-folder")
    middle = split(count)
    if index < middle:
        return sha256(b"\1" + root_of(index, middle, leaf, path[:-1]) + path[-1])
    return sha256(b"\1" + path[-1] + root_of(index - middle, count - middle, leaf, path[:-1]))
