$version: "2.0"

namespace a

namespace b
