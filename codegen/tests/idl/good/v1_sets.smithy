namespace a

set S {
    member: String,
}

@enum([{value: "a", name: "A"}])
string E

structure T {
    @required
    a: Integer,
    b: PrimitiveInteger
}

@deprecated
list L { member: String }

apply T$a @sensitive
