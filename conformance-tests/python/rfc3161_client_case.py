"""One request by rfc3161-client, the strictest reader of DER among the clients: URL ROOT HASH."""

import sys
import urllib.request

from cryptography import x509
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder, VerifierBuilder, decode_timestamp_response

url, root, name = sys.argv[1:]
data = b"what is to be proven to have existed"
request = TimestampRequestBuilder().data(data).hash_algorithm(getattr(HashAlgorithm, name)).nonce(nonce=True).build()
headers = {"Content-Type": "application/timestamp-query"}
post = urllib.request.Request(url, data=request.as_bytes(), headers=headers)
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
with opener.open(post) as answer:
    response = decode_timestamp_response(answer.read())
with open(root, "rb") as file:
    certificate = x509.load_pem_x509_certificate(file.read())
verifier = VerifierBuilder.from_request(request).add_root_certificate(certificate).build()
verifier.verify_message(response, data)
try:
    verifier.verify_message(response, data + b"!")
except Exception:
    print("verified", response.tst_info.gen_time)
else:
    sys.exit("verified tampered data")
