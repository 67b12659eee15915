"""The story, told by boto3. Arguments: the endpoint, and an organization with a seeded token of the user ann."""

import sys
import time

import boto3
from botocore.exceptions import ClientError

endpoint, seeded = sys.argv[1:]
client = boto3.client("workmail", region_name="us-east-1", endpoint_url=endpoint,
                      aws_access_key_id="AKIDEXAMPLE", aws_secret_access_key="secret")


def fails(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
    else:
        raise AssertionError(f"{code} was expected")


def until(state, organization):
    while client.describe_organization(OrganizationId=organization)["State"] != state:
        time.sleep(0.05)


organization = client.create_organization(Alias="story", ClientToken="once")["OrganizationId"]
assert client.create_organization(Alias="story", ClientToken="once")["OrganizationId"] == organization
until("Active", organization)
org = {"OrganizationId": organization}

users = {}
for name in ["ann", "bob", "cleo"]:
    users[name] = client.create_user(**org, Name=name, DisplayName=name.title(), Password="Sunshine1")["UserId"]
    client.register_to_work_mail(**org, EntityId=users[name], Email=f"{name}@story.awsapps.com")
assert client.describe_user(**org, UserId=users["ann"])["State"] == "ENABLED"
fails("NameAvailabilityException", client.create_user, **org, Name="ann", DisplayName="x")
fails("InvalidPasswordException", client.reset_password, **org, UserId=users["ann"], Password="simple")
fails("EntityNotFoundException", client.describe_user, **org, UserId="nobody")

group = client.create_group(**org, Name="all")["GroupId"]
client.register_to_work_mail(**org, EntityId=group, Email="all@story.awsapps.com")
for id in users.values():
    client.associate_member_to_group(**org, GroupId=group, MemberId=id)
pages = client.get_paginator("list_group_members").paginate(**org, GroupId=group, PaginationConfig={"PageSize": 2})
assert {member["Id"] for page in pages for member in page["Members"]} == set(users.values())

client.create_alias(**org, EntityId=users["ann"], Alias="anna@story.awsapps.com")
client.update_primary_email_address(**org, EntityId=users["ann"], Email="anna@story.awsapps.com")
assert client.list_aliases(**org, EntityId=users["ann"])["Aliases"] == ["ann@story.awsapps.com"]

instance = "arn:aws:sso:::instance/ssoins-0123456789abcdef"
application = client.create_identity_center_application(Name="story", InstanceArn=instance)["ApplicationArn"]
fails("ResourceNotFoundException", client.describe_identity_provider_configuration, **org)
client.put_identity_provider_configuration(
    **org,
    AuthenticationMode="IDENTITY_PROVIDER_ONLY",
    IdentityCenterConfiguration={"InstanceArn": instance, "ApplicationArn": application},
    PersonalAccessTokenConfiguration={"Status": "ACTIVE", "LifetimeInDays": 123},
)
shown = client.describe_identity_provider_configuration(**org)
assert shown["PersonalAccessTokenConfiguration"] == {"Status": "ACTIVE", "LifetimeInDays": 123}, shown

tokens = client.list_personal_access_tokens(OrganizationId=seeded, UserId="ann")["PersonalAccessTokenSummaries"]
token = {"OrganizationId": seeded, "PersonalAccessTokenId": tokens[0]["PersonalAccessTokenId"]}
assert client.get_personal_access_token_metadata(**token)["Name"] == tokens[0]["Name"]
client.delete_personal_access_token(**token)
fails("ResourceNotFoundException", client.get_personal_access_token_metadata, **token)

client.delete_identity_provider_configuration(**org)
client.delete_identity_center_application(ApplicationArn=application)
fails("EntityStateException", client.delete_user, **org, UserId=users["bob"])
client.deregister_from_work_mail(**org, EntityId=users["bob"])
client.delete_user(**org, UserId=users["bob"])
client.delete_organization(**org, DeleteDirectory=True, ForceDelete=True)
until("Deleted", organization)
print("told")
