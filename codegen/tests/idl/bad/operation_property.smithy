$version: "2.0"

namespace a

operation O {
    inputs: I
}
