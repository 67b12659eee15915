$version: "2.0"

namespace a

service S {
    version: "1"
    version: "2"
}
