$version: "2.0"

namespace a

enum E {
    A
    A
}
