$version: "2.0"

namespace a

list L {
    items: String
}
