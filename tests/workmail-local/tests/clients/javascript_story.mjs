// The story, told by @aws-sdk/client-workmail. Arguments: the endpoint, an organization with a seeded token of the user ann,
// and the folder that has node_modules.

import assert from "node:assert/strict";
import { createRequire } from "node:module";

const [endpoint, seeded, packages] = process.argv.slice(2);
const { WorkMail, paginateListGroupMembers } = createRequire(`${packages}/story.js`)("@aws-sdk/client-workmail");
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const client = new WorkMail({ endpoint, region: "us-east-1", credentials });
const fails = (name, call) => assert.rejects(call, { name });

const { OrganizationId } = await client.createOrganization({ Alias: "story" });
assert.equal((await client.describeOrganization({ OrganizationId })).State, "Active");
const users = [];
for (const Name of ["ann", "bob", "cleo"]) {
    const { UserId } = await client.createUser({ OrganizationId, Name, DisplayName: Name });
    await client.registerToWorkMail({ OrganizationId, EntityId: UserId, Email: `${Name}@story.awsapps.com` });
    users.push(UserId);
}
const ann = await client.describeUser({ OrganizationId, UserId: "ann" });
assert.ok(ann.EnabledDate instanceof Date);
await fails("NameAvailabilityException", client.createUser({ OrganizationId, Name: "ann", DisplayName: "x" }));
await fails("EntityNotFoundException", client.describeUser({ OrganizationId, UserId: "nobody" }));

const { GroupId } = await client.createGroup({ OrganizationId, Name: "all" });
await client.registerToWorkMail({ OrganizationId, EntityId: GroupId, Email: "all@story.awsapps.com" });
for (const MemberId of users) {
    await client.associateMemberToGroup({ OrganizationId, GroupId, MemberId });
}
const members = [];
for await (const page of paginateListGroupMembers({ client, pageSize: 2 }, { OrganizationId, GroupId })) {
    members.push(...page.Members.map((member) => member.Id));
}
assert.deepEqual(members.sort(), [...users].sort());

const InstanceArn = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
const { ApplicationArn } = await client.createIdentityCenterApplication({ Name: "story", InstanceArn });
await fails("ResourceNotFoundException", client.describeIdentityProviderConfiguration({ OrganizationId }));
await client.putIdentityProviderConfiguration({
    OrganizationId,
    AuthenticationMode: "IDENTITY_PROVIDER_ONLY",
    IdentityCenterConfiguration: { InstanceArn, ApplicationArn },
    PersonalAccessTokenConfiguration: { Status: "ACTIVE", LifetimeInDays: 123 },
});
const shown = await client.describeIdentityProviderConfiguration({ OrganizationId });
assert.equal(shown.PersonalAccessTokenConfiguration.LifetimeInDays, 123);

const tokens = await client.listPersonalAccessTokens({ OrganizationId: seeded, UserId: "ann" });
const { PersonalAccessTokenId } = tokens.PersonalAccessTokenSummaries[0];
await client.deletePersonalAccessToken({ OrganizationId: seeded, PersonalAccessTokenId });

await fails("EntityStateException", client.deleteUser({ OrganizationId, UserId: users[0] }));
await client.deregisterFromWorkMail({ OrganizationId, EntityId: users[0] });
await client.deleteUser({ OrganizationId, UserId: users[0] });
const { State } = await client.deleteOrganization({ OrganizationId, DeleteDirectory: true, ForceDelete: true });
assert.equal(State, "Deleted");
console.log("told");
