$version: "2.0"

namespace a

@requird
string S

@nope
string T
