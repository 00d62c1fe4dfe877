"""One time-stamp fetched and validated by pyHanko, as it does for PAdES: URL ROOT HASH."""

import asyncio
import hashlib
import sys

from asn1crypto import cms, pem, x509
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

url, root, name = sys.argv[1:]
with open(root, "rb") as file:
    trust = x509.Certificate.load(pem.unarmor(file.read())[2])


async def main():
    digest = hashlib.new(name, b"what is to be proven to have existed").digest()
    stamper = HTTPTimeStamper(url)
    token = await stamper.async_timestamp(digest, name)
    context = ValidationContext(trust_roots=[trust], allow_fetching=False)
    assert isinstance(token, cms.ContentInfo)
    status = await validate_tst_signed_data(token["content"], context, lambda _: digest)
    assert status["intact"] and status["valid"] and status["trust_problem_indic"] is None, status
    tampered = await validate_tst_signed_data(token["content"], context, lambda _: digest[::-1])
    assert not tampered["intact"], tampered
    print("verified", status["timestamp"])


asyncio.run(main())
