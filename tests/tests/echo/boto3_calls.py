"""Calls WorkMail by boto3: the endpoint is the argument, calls come one in JSON a line. For each it prints the body that
was sent, and what boto3 made of the answer, in the form of the wire: points in time are numbers, blobs are base64."""

import base64
import datetime
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

client = boto3.client(
    "workmail",
    endpoint_url=sys.argv[1],
    region_name="eu-west-1",
    aws_access_key_id="AKIDEXAMPLE",
    aws_secret_access_key="secret",
    config=Config(retries={"total_max_attempts": 1}, read_timeout=30),
)
methods = {name: method for method, name in client.meta.method_to_api_mapping.items()}
call = {}


def mark(request, **_):
    """The number of the call, for the service."""
    request.headers["x-call"] = str(call["number"])


def keep(request, **_):
    call["sent"] = request.body


client.meta.events.register("before-sign.workmail", mark)
client.meta.events.register("before-send.workmail", keep)


def given(shape, value):
    """A document as boto3 takes it."""
    if shape.type_name == "structure":
        return {name: given(shape.members[name], member) for name, member in value.items()}
    if shape.type_name == "list":
        return [given(shape.member, entry) for entry in value]
    if shape.type_name == "map":
        return {key: given(shape.value, entry) for key, entry in value.items()}
    if shape.type_name == "timestamp":
        return datetime.datetime.fromtimestamp(value, datetime.timezone.utc)
    if shape.type_name == "blob":
        return base64.b64decode(value)
    return value


def taken(value):
    """What boto3 gave, as a document."""
    if isinstance(value, dict):
        return {name: taken(member) for name, member in value.items()}
    if isinstance(value, list):
        return [taken(entry) for entry in value]
    if isinstance(value, datetime.datetime):
        return round(value.timestamp(), 3)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


for line in sys.stdin:
    call = json.loads(line)
    shape = client.meta.service_model.operation_model(call["operation"]).input_shape
    try:
        answer = getattr(client, methods[call["operation"]])(**given(shape, call["input"]))
        del answer["ResponseMetadata"]
        said = {"sent": json.loads(call["sent"]), "answer": taken(answer)}
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        told = error.response["Error"]
        told = {"code": told["Code"], "message": told["Message"], "status": status}
        said = {"sent": json.loads(call["sent"]), "error": told}
    except Exception as error:
        said = {"broken": f"{type(error).__name__}: {error}"}
    print(json.dumps(said))
