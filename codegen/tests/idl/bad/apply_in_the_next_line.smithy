$version: "2.0"

namespace a

apply
    S @sensitive

string S
