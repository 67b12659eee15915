$version: "2.0"

namespace a

@mixin
structure M {}

operation O {
    input :=
        /// In.
        @sensitive
        with [M] {
            a: String
        }
    output := with [M] {}
}
