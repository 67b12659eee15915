$version: "2.0"

namespace a

union U {
    a: Integer = 1
}
