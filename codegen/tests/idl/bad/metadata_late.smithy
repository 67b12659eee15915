$version: "2.0"

namespace a

metadata a = 1
