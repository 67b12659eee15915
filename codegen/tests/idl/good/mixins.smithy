$version: "2.0"

namespace a

@mixin
structure M {
    a: String
}

@mixin
structure N with [M] {
    b: String
}

structure S with [M, N] {
    $a
    @required
    $b
    c: String
}

@mixin
string Short

string T with [Short]

@mixin
operation O {}

operation P with [O] {}
