//! Personal access tokens. Users make them in the web application, which is not here: a seed does (`--seed`).

use workmail::operation::delete_personal_access_token::{
    DeletePersonalAccessTokenInput, DeletePersonalAccessTokenOutput,
};
use workmail::operation::get_personal_access_token_metadata::{
    GetPersonalAccessTokenMetadataInput, GetPersonalAccessTokenMetadataOutput,
};
use workmail::operation::list_personal_access_tokens::{ListPersonalAccessTokensInput, ListPersonalAccessTokensOutput};
use workmail::types::PersonalAccessTokenSummary;

use super::entities::{self, By};
use super::organizations::active;
use crate::given::given;
use crate::page::{Page, Wanted, page};
use crate::refusal::{Reason, Refusal};
use crate::store::{Kind, World};

/// The rule of `ListPersonalAccessTokens`: those of a user, or all.
pub(crate) fn list_personal_access_tokens(
    world: &mut World,
    input: ListPersonalAccessTokensInput,
) -> Result<ListPersonalAccessTokensOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let user = input
        .user_id
        .map(|user| entities::find_living(world, &organization, &user, &[Kind::User], By::Anything))
        .transpose()?;
    let prefix = format!("{organization}/");
    let rows =
        world.access_tokens.within(&prefix).filter(|(_, token)| user.is_none_or(|user| user.id == token.user)).map(
            |(key, token)| {
                let summary = PersonalAccessTokenSummary::builder()
                    .personal_access_token_id(&*token.id)
                    .user_id(&*token.user)
                    .name(&*token.name)
                    .date_created(token.created)
                    .set_date_last_used(token.last_used)
                    .expires_time(token.expires)
                    .set_scopes(Some(token.scopes.clone()))
                    .build();
                (key.to_owned(), summary)
            },
        );
    let wanted = Wanted { token: input.next_token, most: input.max_results };
    let Page { rows, next } = page(&format!("ListPersonalAccessTokens {organization}"), &wanted, rows)?;
    Ok(ListPersonalAccessTokensOutput::builder()
        .set_personal_access_token_summaries(Some(rows))
        .set_next_token(next)
        .build())
}

/// The rule of `GetPersonalAccessTokenMetadata`.
pub(crate) fn get_personal_access_token_metadata(
    world: &mut World,
    input: GetPersonalAccessTokenMetadataInput,
) -> Result<GetPersonalAccessTokenMetadataOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let id = given(input.personal_access_token_id, "PersonalAccessTokenId")?;
    let Some(token) = world.access_tokens.get(&format!("{organization}/{id}")).cloned() else {
        return Err(Refusal::new(Reason::ResourceNotFoundException, format!("there is no personal access token {id}")));
    };
    Ok(GetPersonalAccessTokenMetadataOutput::builder()
        .personal_access_token_id(token.id)
        .user_id(token.user)
        .name(token.name)
        .date_created(token.created)
        .set_date_last_used(token.last_used)
        .expires_time(token.expires)
        .set_scopes(Some(token.scopes))
        .build())
}

/// The rule of `DeletePersonalAccessToken`. One that is not there is no error, as the model has none for it.
pub(crate) fn delete_personal_access_token(
    world: &mut World,
    input: DeletePersonalAccessTokenInput,
) -> Result<DeletePersonalAccessTokenOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let id = given(input.personal_access_token_id, "PersonalAccessTokenId")?;
    world.access_tokens.remove(&format!("{organization}/{id}"));
    Ok(DeletePersonalAccessTokenOutput::builder().build())
}
