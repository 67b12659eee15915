$version: "2.0"

namespace a

@trait
list any {
    member: Document
}

@any([true, false, null])
string S
