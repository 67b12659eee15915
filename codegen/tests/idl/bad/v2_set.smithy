$version: "2.0"

namespace a

set S {
    member: String
}
