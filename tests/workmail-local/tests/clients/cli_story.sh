#!/usr/bin/env bash
# The story, told by the AWS CLI. Arguments: the endpoint, and an organization with a seeded token of the user ann. AWS_CLI
# is the command; without it `aws`.
set -euo pipefail
endpoint=$1 seeded=$2
export AWS_ACCESS_KEY_ID=AKIDEXAMPLE AWS_SECRET_ACCESS_KEY=secret AWS_DEFAULT_REGION=us-east-1 AWS_PAGER=

workmail() {
    ${AWS_CLI:-aws} --endpoint-url "$endpoint" --output text workmail "$@"
}

fails() {
    local code=$1 said
    shift
    if said=$(workmail "$@" 2>&1); then
        echo "$code was expected" >&2
        exit 1
    fi
    grep -q "($code)" <<<"$said" || { echo "$said" >&2; exit 1; }
}

organization=$(workmail create-organization --alias story --query OrganizationId)
org=(--organization-id "$organization")
[ "$(workmail describe-organization "${org[@]}" --query State)" = Active ]

ann=$(workmail create-user "${org[@]}" --name ann --display-name Ann --query UserId)
workmail register-to-work-mail "${org[@]}" --entity-id "$ann" --email ann@story.awsapps.com
[ "$(workmail describe-user "${org[@]}" --user-id ann --query State)" = ENABLED ]
fails NameAvailabilityException create-user "${org[@]}" --name ann --display-name Ann

group=$(workmail create-group "${org[@]}" --name all --query GroupId)
workmail register-to-work-mail "${org[@]}" --entity-id "$group" --email all@story.awsapps.com
workmail associate-member-to-group "${org[@]}" --group-id "$group" --member-id "$ann"
[ "$(workmail list-group-members "${org[@]}" --group-id "$group" --query 'Members[].Id')" = "$ann" ]

instance=arn:aws:sso:::instance/ssoins-0123456789abcdef
application=$(workmail create-identity-center-application --name story --instance-arn $instance --query ApplicationArn)
workmail put-identity-provider-configuration "${org[@]}" --authentication-mode IDENTITY_PROVIDER_ONLY \
    --identity-center-configuration "InstanceArn=$instance,ApplicationArn=$application" \
    --personal-access-token-configuration Status=ACTIVE,LifetimeInDays=123
[ "$(workmail describe-identity-provider-configuration "${org[@]}" --query AuthenticationMode)" = IDENTITY_PROVIDER_ONLY ]

token=$(workmail list-personal-access-tokens --organization-id "$seeded" --user-id ann \
    --query 'PersonalAccessTokenSummaries[0].PersonalAccessTokenId')
workmail delete-personal-access-token --organization-id "$seeded" --personal-access-token-id "$token"
fails ResourceNotFoundException get-personal-access-token-metadata --organization-id "$seeded" \
    --personal-access-token-id "$token"

fails EntityStateException delete-user "${org[@]}" --user-id "$ann"
workmail deregister-from-work-mail "${org[@]}" --entity-id "$ann"
workmail delete-user "${org[@]}" --user-id "$ann"
[ "$(workmail delete-organization "${org[@]}" --delete-directory --query State)" = Deleted ]
echo told
