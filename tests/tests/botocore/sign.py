"""Signs requests, one in JSON a line, and prints the header `authorization` of each: with botocore's Signature Version 4."""

import datetime
import json
import sys

import botocore.auth
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

for line in sys.stdin:
    case = json.loads(line)
    now = datetime.datetime.strptime(case["date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc)
    botocore.auth.get_current_datetime = lambda *_, **__: now
    request = AWSRequest(case["method"], case["url"], case["headers"], case["body"].encode())
    credentials = Credentials(case["key"], case["secret"], case["token"])
    SigV4Auth(credentials, case["service"], case["region"]).add_auth(request)
    print(request.headers["Authorization"])
