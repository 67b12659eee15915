$version: "2.0"

namespace a

/// One.
/// Two.
structure S {
    a: String
}
