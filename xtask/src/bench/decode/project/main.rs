//! Decodes the same answers with a generated crate and with its peers, and prints what each takes.
//!
//! Every decoder reads from the bytes of a body into values that own their texts. All must read the same content.

mod clock;
mod list_users;
mod query;

fn main() {
    list_users::measure();
    query::measure();
}
