//! Idempotency tokens: a request that comes again is answered as it was the first time, and does nothing.

use crate::refusal::Refusal;
use crate::store::{Reply, World};

/// Does what a request with a token asks for, if that has not been done yet; gives the id of what was made. `scope` is what
/// the token is unique within: the operation and, where there is one, the organization. A failure is not remembered.
pub(crate) fn once(
    world: &mut World,
    scope: &str,
    token: Option<&str>,
    work: impl FnOnce(&mut World) -> Result<String, Refusal>,
) -> Result<String, Refusal> {
    let Some(token) = token else { return work(world) };
    let key = format!("{scope}/{token}");
    if let Some(reply) = world.replies.get(&key) {
        return Ok(reply.id.clone());
    }
    let id = work(world)?;
    world.replies.put(key, Reply { id: id.clone() });
    Ok(id)
}
