$version: "2.0"

namespace a

@pattern("a")
@pattern("b")
string S
