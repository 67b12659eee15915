$version: "2.0"

namespace a

service S {
    verson: "1"
}
