"""The story, told by capo-workmail. Arguments: the endpoint, and an organization with a seeded token of the user ann."""

import os
import sys

os.environ.update(AWS_ACCESS_KEY_ID="AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY="secret")

from capo_workmail import WorkMailClient
from capo_workmail.errors import EntityNotFoundException, EntityStateException, NameAvailabilityException

endpoint, seeded = sys.argv[1:]


def fails(error, call, *arguments, **more):
    try:
        call(*arguments, **more)
    except error:
        return
    raise AssertionError(f"{error.__name__} was expected")


with WorkMailClient(region="us-east-1", endpoint=endpoint) as client:
    org = client.create_organization(alias="story")["organization_id"]
    assert client.describe_organization(org)["state"] == "Active"
    users = []
    for name in ["ann", "bob", "cleo"]:
        users.append(client.create_user(org, name, name.title())["user_id"])
        client.register_to_work_mail(org, users[-1], f"{name}@story.awsapps.com")
    fails(NameAvailabilityException, client.create_user, org, "ann", "Ann")
    fails(EntityNotFoundException, client.describe_user, org, "nobody")

    group = client.create_group(org, "all")["group_id"]
    client.register_to_work_mail(org, group, "all@story.awsapps.com")
    for user in users:
        client.associate_member_to_group(org, group, user)
    pages = client.iter_list_group_members(org, group, max_results=2)
    assert sorted(member["id"] for page in pages for member in page["members"]) == sorted(users)

    instance = "arn:aws:sso:::instance/ssoins-0123456789abcdef"
    application = client.create_identity_center_application("story", instance)["application_arn"]
    client.put_identity_provider_configuration(
        org, "IDENTITY_PROVIDER_ONLY",
        {"instance_arn": instance, "application_arn": application},
        {"status": "ACTIVE", "lifetime_in_days": 123},
    )
    shown = client.describe_identity_provider_configuration(org)
    assert shown["personal_access_token_configuration"]["lifetime_in_days"] == 123, shown

    tokens = client.list_personal_access_tokens(seeded, user_id="ann")["personal_access_token_summaries"]
    client.delete_personal_access_token(seeded, tokens[0]["personal_access_token_id"])

    fails(EntityStateException, client.delete_user, org, users[0])
    client.deregister_from_work_mail(org, users[0])
    client.delete_user(org, users[0])
    assert client.delete_organization(org, True, force_delete=True)["state"] == "Deleted"
print("told")
