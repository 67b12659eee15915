/// Of the file.
$version: "2.0"

namespace a

structure S {
    a: String
    /// Of nothing.
}

/// Of an apply.
apply S @sensitive

/// At the end.
