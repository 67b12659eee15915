//! What the operations do, told through the generated client: in process, with a time that passes by requests.
#![cfg(test)]

mod directory;
mod mail;
mod organization;
mod policies;
mod scene;
mod seed_release;
