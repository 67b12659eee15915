//! CBOR (RFC 8949) as Smithy's rpcv2Cbor uses it: a pull [`Reader`] over bytes and a [`Writer`] into one buffer.
//!
//! | a member that is | is written as | and read from these too |
//! | --- | --- | --- |
//! | a structure, a union | a map of indefinite length: how many members are set shows when all are written | one of definite length |
//! | a list, a map | an array, a map of definite length | one of indefinite length |
//! | a string, an enum | a text | a text in pieces |
//! | a blob | a byte string | a byte string in pieces |
//! | a boolean | true, false | |
//! | a byte, short, integer, long, intEnum | a whole number in its shortest form | a longer form, a bignum |
//! | a float, a double | a single; a double where a single would lose something | a half, a whole number |
//! | a timestamp | tag 1 on whole seconds, else on a double in milliseconds; `timestampFormat` does not count | any float, no tag |
//! | a bigInteger | tag 2 or 3 on the bytes of a bignum | a whole number |
//! | a bigDecimal | tag 4 on a power of ten and a whole number | a whole number, a bignum, a float |
//! | null | null | undefined |
//!
//! A tag that the member's type does not need is passed over. There is nothing for documents: the protocol does not have
//! them, and the generator refuses a model that does.
//! Source: the Smithy specification of `smithy.protocols#rpcv2Cbor`, "Shape serialization".

mod decimal;
mod head;
mod reader;
mod shape;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "testing", feature = "validation"))]
pub(crate) mod value;
mod writer;

pub use reader::Reader;
#[cfg(feature = "validation")]
pub(crate) use value::identity;
pub use writer::Writer;
