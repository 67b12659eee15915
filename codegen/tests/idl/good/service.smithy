$version: "2.0"

namespace a

service S {
    version: "1"
    operations: [O]
    resources: [R]
    errors: [E]
    rename: { "a#E": "Err" }
}

resource R {
    list: L
    operations: [O2]
    collectionOperations: [O3]
}

operation O {}

operation O2 {}

operation O3 {}

@readonly
operation L {}

@error("client")
structure E {}
