$version: "2.0"

namespace a

enum E {
    A
    /// The b.
    B = "b"
    @deprecated C = "c",
}

intEnum I { ONE = 1
 TWO = 2
}
