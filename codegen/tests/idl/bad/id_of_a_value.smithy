$version: "2.0"

namespace a

@tags([nothing])
string S
