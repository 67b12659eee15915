//! Tags of organizations.

use workmail::operation::list_tags_for_resource::{ListTagsForResourceInput, ListTagsForResourceOutput};
use workmail::operation::tag_resource::{TagResourceInput, TagResourceOutput};
use workmail::operation::untag_resource::{UntagResourceInput, UntagResourceOutput};
use workmail::types::Tag;

use super::organizations;
use crate::given::given;
use crate::refusal::{Reason, Refusal};
use crate::store::{OrganizationState, World};

/// How many tags an organization has at most.
const MOST: usize = 50;

/// The organization that an ARN names.
fn find(world: &World, arn: Option<String>) -> Result<String, Refusal> {
    let arn = given(arn, "ResourceARN")?;
    arn.rsplit_once("organization/")
        .map(|(_, id)| id.to_owned())
        .filter(|id| world.organizations.get(id).is_some() && organizations::arn(world, id) == arn)
        .ok_or_else(|| Refusal::new(Reason::ResourceNotFoundException, format!("there is no {arn}")))
}

/// The rule of `TagResource`: a tag with the same key is replaced.
pub(crate) fn tag_resource(world: &mut World, input: TagResourceInput) -> Result<TagResourceOutput, Refusal> {
    let id = find(world, input.resource_arn)?;
    let tags = given(input.tags, "Tags")?;
    let now = world.now;
    let organization = organizations::row(world, &id)?;
    if organization.state(now) != OrganizationState::Active {
        return Err(Refusal::new(Reason::OrganizationStateException, format!("organization {id} is not active")));
    }
    for tag in tags {
        if tag.key.to_lowercase().starts_with("aws:") {
            let message = format!("tag {}: keys that start with aws: are reserved", tag.key);
            return Err(Refusal::new(Reason::InvalidParameterException, message));
        }
        organization.tags.insert(tag.key, tag.value);
    }
    if organization.tags.len() > MOST {
        return Err(Refusal::new(Reason::TooManyTagsException, format!("an organization has {MOST} tags at most")));
    }
    Ok(TagResourceOutput::builder().build())
}

/// The rule of `UntagResource`. Tags that are not there are no error.
pub(crate) fn untag_resource(world: &mut World, input: UntagResourceInput) -> Result<UntagResourceOutput, Refusal> {
    let id = find(world, input.resource_arn)?;
    let keys = given(input.tag_keys, "TagKeys")?;
    organizations::row(world, &id)?.tags.retain(|key, _| !keys.contains(key));
    Ok(UntagResourceOutput::builder().build())
}

/// The rule of `ListTagsForResource`.
pub(crate) fn list_tags_for_resource(
    world: &mut World,
    input: ListTagsForResourceInput,
) -> Result<ListTagsForResourceOutput, Refusal> {
    let id = find(world, input.resource_arn)?;
    let tags = organizations::find(world, &id)?
        .tags
        .iter()
        .map(|(key, value)| Tag::builder().key(&**key).value(&**value).build())
        .collect::<Result<_, _>>()?;
    Ok(ListTagsForResourceOutput::builder().set_tags(Some(tags)).build())
}
