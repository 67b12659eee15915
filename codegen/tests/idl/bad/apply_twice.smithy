$version: "2.0"

namespace a

@pattern("a")
string S

apply S @pattern("b")
