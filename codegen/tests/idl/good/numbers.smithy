$version: "2.0"

namespace a

@tags([])
string S

@trait
list numbers {
    member: Double
}

@numbers([0, -1, 12, 1.5, -0.25, 1e3, 1E+3, 2.5e-3])
string T
