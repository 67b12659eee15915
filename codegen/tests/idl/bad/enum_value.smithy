$version: "2.0"

namespace a

enum E {
    A = 1
}

intEnum I {
    A = "x"
}
