$version: "2.0"

namespace a

@trait
document any

@any({ a: [], b: {}, "c d": [[1], { e: "f" }], g: 1 })
string S
