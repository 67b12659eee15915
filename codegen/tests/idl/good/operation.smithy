$version: "2.0"

namespace a

operation O {
    input: I
    output: X
    errors: [E, E2]
}

structure I {}

structure X {}

@error("client")
structure E {}

@error("server")
structure E2 {}
