$version: "2.0"

namespace a

string S

@sensitive
apply S @tags(["a"])
