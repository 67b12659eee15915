$version: "2.0"

namespace a

service S {
    version: "1"
    operations: O
}
