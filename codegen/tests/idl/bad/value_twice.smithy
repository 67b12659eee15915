$version: "2.0"

namespace a

structure S {
    @default(1)
    a: Integer = 1
}
