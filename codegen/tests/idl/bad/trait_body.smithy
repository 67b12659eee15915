$version: "2.0"

namespace a

@length(min 1)
string S

@length(min: 1
string T
