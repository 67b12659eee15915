// The story, told by version 2 of the AWS SDK for JavaScript. Arguments: the endpoint, an organization with a seeded token of
// the user ann, and the folder that has node_modules.

const assert = require("node:assert/strict");
const { createRequire } = require("node:module");

const [endpoint, seeded, packages] = process.argv.slice(2);
process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = "1";
const { WorkMail } = createRequire(`${packages}/story.js`)("aws-sdk");
const client = new WorkMail({ endpoint, region: "us-east-1", accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" });
const call = (operation, input) => client[operation](input).promise();
const fails = (code, promise) => assert.rejects(promise, { code });

async function tell() {
    const { OrganizationId } = await call("createOrganization", { Alias: "story" });
    assert.equal((await call("describeOrganization", { OrganizationId })).State, "Active");
    const { UserId } = await call("createUser", { OrganizationId, Name: "ann", DisplayName: "Ann" });
    await call("registerToWorkMail", { OrganizationId, EntityId: UserId, Email: "ann@story.awsapps.com" });
    await fails("NameAvailabilityException", call("createUser", { OrganizationId, Name: "ann", DisplayName: "x" }));
    await fails("EntityNotFoundException", call("describeUser", { OrganizationId, UserId: "nobody" }));

    const { GroupId } = await call("createGroup", { OrganizationId, Name: "all" });
    await call("registerToWorkMail", { OrganizationId, EntityId: GroupId, Email: "all@story.awsapps.com" });
    await call("associateMemberToGroup", { OrganizationId, GroupId, MemberId: UserId });
    const { Members } = await call("listGroupMembers", { OrganizationId, GroupId });
    assert.deepEqual(Members.map((member) => member.Id), [UserId]);

    if (client.createIdentityCenterApplication) {
        const InstanceArn = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
        const { ApplicationArn } = await call("createIdentityCenterApplication", { Name: "story", InstanceArn });
        await call("putIdentityProviderConfiguration", {
            OrganizationId,
            AuthenticationMode: "IDENTITY_PROVIDER_ONLY",
            IdentityCenterConfiguration: { InstanceArn, ApplicationArn },
            PersonalAccessTokenConfiguration: { Status: "ACTIVE", LifetimeInDays: 123 },
        });
        const tokens = await call("listPersonalAccessTokens", { OrganizationId: seeded, UserId: "ann" });
        const { PersonalAccessTokenId } = tokens.PersonalAccessTokenSummaries[0];
        await call("deletePersonalAccessToken", { OrganizationId: seeded, PersonalAccessTokenId });
    }

    await fails("EntityStateException", call("deleteUser", { OrganizationId, UserId }));
    await call("deregisterFromWorkMail", { OrganizationId, EntityId: UserId });
    await call("deleteUser", { OrganizationId, UserId });
    const { State } = await call("deleteOrganization", { OrganizationId, DeleteDirectory: true, ForceDelete: true });
    assert.equal(State, "Deleted");
    console.log("told");
}

tell().catch((error) => {
    console.error(error);
    process.exit(1);
});
