"""What the log says of an RFC 3161 token, recomputed from the token alone, by a DER reader of its own.

A leaf is `01 || SHA-256(signer certificate)[32] || length || policy OID content || length || genTime octets ||
SHA-256(TSTInfo)`; a void entry is `02 || index[8] || reason[1]`. The token's signature is not checked here: `openssl ts
-verify` does that.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timezone


class TokenError(Exception):
    """Octets that are not a time-stamp token, or not a log entry."""


@dataclass(frozen=True)
class Element:
    """One DER element: its tag octet, its content, and all of it."""

    tag: int
    content: bytes
    whole: bytes

    def children(self):
        """The elements inside of a constructed one."""
        elements, rest = [], self.content
        while rest:
            element, rest = read_element(rest)
            elements.append(element)
        return elements

    def expect(self, tag):
        if self.tag != tag:
            raise TokenError(f"tag {self.tag:02x} where {tag:02x} must be")
        return self


@dataclass(frozen=True)
class Token:
    """What a token says, as far as the log is concerned. Times in nanoseconds since 1970, UTC."""

    tst_info: bytes
    policy: bytes
    gen_time: bytes
    time: int
    accuracy: int
    serial: int
    imprint: bytes
    signer: bytes

    @classmethod
    def parse(cls, data):
        """A token, or a response with one."""
        try:
            return cls._parse(data)
        except (IndexError, KeyError, ValueError) as error:
            raise TokenError(f"not a time-stamp token: {error!r}") from error

    @classmethod
    def of(cls, tst_info, signer):
        """From a TSTInfo and the SHA-256 of the signer's certificate."""
        try:
            return cls._of(tst_info, signer)
        except (IndexError, KeyError, ValueError) as error:
            raise TokenError(f"not a TSTInfo: {error!r}") from error

    @classmethod
    def _parse(cls, data):
        tst_info, signer = open_signed_data(find_token(data))
        return cls._of(tst_info, signer)

    @classmethod
    def _of(cls, tst_info, signer):
        # RFC 3161 section 2.4.2: version, policy, messageImprint, serialNumber, genTime, then the optional ones.
        fields = read_all(tst_info).expect(SEQUENCE).children()
        if len(fields) < 5:
            raise TokenError("a TSTInfo of less than five fields")
        version, policy, imprint, serial, gen_time, *others = fields
        if version.expect(INTEGER).content != b"\x01":
            raise TokenError("a TSTInfo of another version")
        accuracy = next((read_accuracy(other) for other in others[:1] if other.tag == SEQUENCE), 0)
        return cls(
            tst_info=tst_info,
            policy=policy.expect(OBJECT).content,
            gen_time=gen_time.expect(GENERALIZED_TIME).content,
            time=parse_gen_time(gen_time.content),
            accuracy=accuracy,
            serial=int.from_bytes(serial.expect(INTEGER).content, "big", signed=True),
            imprint=imprint.whole,
            signer=signer,
        )

    def index(self):
        """Where the token says that its leaf is: the low 48 bits of the serial number."""
        return self.serial & 0xFFFF_FFFF_FFFF

    def entry(self):
        """The entry of the log that this token must have."""
        tst_info = hashlib.sha256(self.tst_info).digest()
        return b"\x01" + self.signer + prefixed(self.policy) + prefixed(self.gen_time) + tst_info


@dataclass(frozen=True)
class TokenEntry:
    """A leaf of kind 01. The time is in nanoseconds since 1970, UTC."""

    signer: bytes
    policy: bytes
    gen_time: bytes
    time: int
    tst_info_sha256: bytes


@dataclass(frozen=True)
class VoidEntry:
    """A leaf of kind 02: the token at this earlier index was never issued."""

    index: int
    reason: int


def parse_entry(entry):
    """What an entry says; None if its kind is unknown, which is hashed and not interpreted."""
    if entry[:1] == b"\x02":
        if len(entry) != 10:
            raise TokenError("a void entry that is not 10 octets long")
        return VoidEntry(int.from_bytes(entry[1:9], "big"), entry[9])
    if entry[:1] != b"\x01":
        return None
    signer, rest = entry[1:33], entry[33:]
    policy, rest = take_prefixed(rest)
    gen_time, digest = take_prefixed(rest)
    if len(signer) != 32 or len(digest) != 32 or not policy:
        raise TokenError("a token entry of the wrong length")
    return TokenEntry(signer, policy, gen_time, parse_gen_time(gen_time), digest)


def find_token(data):
    """The ContentInfo: the data itself, or what a TimeStampResp carries beside its status (RFC 3161 section 2.4.2)."""
    outer = read_all(data).expect(SEQUENCE)
    parts = outer.children()
    if parts and parts[0].tag == SEQUENCE:
        status = parts[0].children()
        if not status or status[0].expect(INTEGER).content not in (b"\x00", b"\x01") or len(parts) != 2:
            raise TokenError("a response without a token")
        return parts[1].expect(SEQUENCE)
    return outer


def open_signed_data(content_info):
    """The TSTInfo and the SHA-256 of the signer's certificate, from RFC 5652 SignedData with one signer."""
    parts = content_info.children()
    if len(parts) != 2 or parts[0].expect(OBJECT).content != SIGNED_DATA:
        raise TokenError("not a SignedData")
    signed_data = parts[1].expect(CONTEXT_0).children()[0].expect(SEQUENCE).children()
    if len(signed_data) < 4:
        raise TokenError("a SignedData of less than four fields")
    encapsulated = signed_data[2].expect(SEQUENCE).children()
    if len(encapsulated) != 2 or encapsulated[0].expect(OBJECT).content != TST_INFO:
        raise TokenError("the content is not a TSTInfo")
    tst_info = read_all(encapsulated[1].expect(CONTEXT_0).content).expect(OCTET_STRING).content
    certificates = [
        certificate.whole for field in signed_data[3:-1] if field.tag == CONTEXT_0 for certificate in field.children()
    ]
    signers = signed_data[-1].expect(SET).children()
    if len(signers) != 1:
        raise TokenError("a token has exactly one signer")
    return tst_info, signer_certificate(signers[0], certificates)


def signed_attributes_sha256(token):
    """The SHA-256 of the signed attributes as they are signed: as a SET (RFC 5652 section 5.4)."""
    signed_data = token.children()[1].children()[0].children()
    fields = signed_data[-1].children()[0].children()
    attributes = next(field for field in fields if field.tag == CONTEXT_0)
    return hashlib.sha256(bytes([SET]) + attributes.whole[1:]).digest()


def signer_certificate(signer, certificates):
    """The SHA-256 of the certificate that the signed attribute SigningCertificateV2 names first (RFC 5035)."""
    for field in signer.expect(SEQUENCE).children():
        if field.tag != CONTEXT_0:
            continue
        for attribute in field.children():
            kind, values = attribute.expect(SEQUENCE).children()
            if kind.expect(OBJECT).content == SIGNING_CERTIFICATE_V2:
                first = values.expect(SET).children()[0].expect(SEQUENCE).children()[0].children()[0]
                return certificate_digest(first.expect(SEQUENCE).children(), certificates)
        break
    raise TokenError("no SigningCertificateV2 among the signed attributes")


def certificate_digest(ess_cert_id, certificates):
    # RFC 5035 section 4: hashAlgorithm DEFAULT sha256, certHash, issuerSerial OPTIONAL.
    algorithm, digest = SHA256, ess_cert_id[0]
    if digest.tag == SEQUENCE:
        algorithm, digest = digest.children()[0].expect(OBJECT).content, ess_cert_id[1]
    digest = digest.expect(OCTET_STRING).content
    if algorithm == SHA256 and len(digest) == 32:
        return digest
    # Named by another hash: the certificate itself must be in the token.
    for certificate in certificates:
        if algorithm in OTHER_HASHES and hashlib.new(OTHER_HASHES[algorithm], certificate).digest() == digest:
            return hashlib.sha256(certificate).digest()
    raise TokenError("the signer's certificate is named by a hash that leads to no certificate")


def read_accuracy(element):
    """RFC 3161 section 2.4.2 Accuracy in nanoseconds."""
    total, units = 0, {INTEGER: 10**9, 0x80: 10**6, 0x81: 10**3}
    for part in element.children():
        total += int.from_bytes(part.content, "big") * units[part.tag]
    return total


def parse_gen_time(octets):
    """GeneralizedTime as RFC 3161 section 2.4.2 restricts it, in nanoseconds since 1970."""
    match = re.fullmatch(rb"(\d{14})(?:\.(\d{0,8}[1-9]))?Z", octets)
    if not match:
        raise TokenError(f"not a genTime: {octets!r}")
    try:
        moment = datetime.strptime(match[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=timezone.utc)
    except ValueError as error:
        raise TokenError(f"not a genTime: {octets!r}") from error
    return int(moment.timestamp()) * 10**9 + int((match[2] or b"0").ljust(9, b"0"))


def read_all(data):
    element, rest = read_element(data)
    if rest:
        raise TokenError(f"{len(rest)} octets after the end")
    return element


def read_element(data):
    """One DER element (X.690 section 10.1: definite lengths, as short as can be) and what follows it."""
    if len(data) < 2 or data[0] & 0x1F == 0x1F:
        raise TokenError("no DER element")
    length, start = data[1], 2
    if length >= 0x80:
        start = 2 + (length & 0x7F)
        octets = data[2:start]
        length = int.from_bytes(octets, "big")
        if not 1 <= len(octets) <= 4 or len(octets) != start - 2 or octets[0] == 0 or length < 0x80:
            raise TokenError("a length that is not DER")
    if len(data) < start + length:
        raise TokenError("a DER element that is cut off")
    end = start + length
    return Element(data[0], data[start:end], data[:end]), data[end:]


def prefixed(octets):
    return bytes([len(octets)]) + octets


def take_prefixed(data):
    if not data or len(data) < 1 + data[0]:
        raise TokenError("an entry that is cut off")
    return data[1 : 1 + data[0]], data[1 + data[0] :]


INTEGER, OCTET_STRING, OBJECT, GENERALIZED_TIME = 0x02, 0x04, 0x06, 0x18
SEQUENCE, SET, CONTEXT_0 = 0x30, 0x31, 0xA0
SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
TST_INFO = bytes.fromhex("2a864886f70d0109100104")
SIGNING_CERTIFICATE_V2 = bytes.fromhex("2a864886f70d010910022f")
SHA256 = bytes.fromhex("608648016503040201")
OTHER_HASHES = {
    bytes.fromhex("608648016503040202"): "sha384",
    bytes.fromhex("608648016503040203"): "sha512",
}
