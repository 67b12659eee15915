$version: "2.0"

namespace a

strutcure S {}
