$version: "2.0"

namespace a

list L {
    member: S
}

map M {
    key: String
    value: a#S
}

union U {
    one: S
    two: Unit
}

structure S {
    a: String
    @required
    b: Integer
    c: Integer = 3
    d: String = "x",
    e: L = []
}

structure Empty {}
