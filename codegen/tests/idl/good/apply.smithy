$version: "2.0"

namespace a

apply S @sensitive

structure S {
    m: String
}

apply S$m {
    @required
    @length(min: 1)
}

apply a#S
    @tags(["x"])

apply S {}
