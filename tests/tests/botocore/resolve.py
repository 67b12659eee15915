"""Resolves endpoints, a question in JSON a line, and prints what botocore's rule engine gives to each, in JSON.

The first line says where the rule sets and the partitions are: {"partitions": path, "sets": [rule set, …]}.
"""

import json
import sys

from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import EndpointProviderError

about = json.loads(sys.stdin.readline())
with open(about["partitions"]) as file:
    partitions = json.load(file)
providers = [EndpointProvider(rules, partitions) for rules in about["sets"]]


def answer(question):
    try:
        found = providers[question["set"]].resolve_endpoint(**question["params"])
    except EndpointProviderError as error:
        message = str(error)
        return {"error": None if message.startswith("No endpoint found") else message}
    schemes = found.properties.get("authSchemes", [])
    spoken = next((scheme for scheme in schemes if scheme["name"] == "sigv4"), None)
    return {
        "url": found.url,
        "headers": found.headers,
        "name": spoken and spoken.get("signingName"),
        "region": spoken and spoken.get("signingRegion"),
        "unspoken": [] if spoken else [scheme["name"] for scheme in schemes],
    }


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))))
