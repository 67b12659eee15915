$version: "2.0"

namespace a

@deprecated @tags(["a"]) @length(min: 1, max: 2)
@documentation("x")
@pattern("a",)
string S

@deprecated()
@externalDocumentation(
    one: "http://a.example"
    "two": "http://b.example"
)
structure T {}

@trait
structure mine {
    a: String
}

@mine
@a#other
string U

@trait
list other {
    member: String
}
