$version: "2.0"

namespace a

string 1a
