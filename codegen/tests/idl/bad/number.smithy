$version: "2.0"

namespace a

@tags([01, 1., -, 1e])
string S

@tags([1.])
string T

@tags([-])
string U
