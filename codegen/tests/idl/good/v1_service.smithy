$version: "1.0"
metadata x = []
namespace a

service S {
    version: "1",
    operations: [O],
}

operation O {
    input: I,
    errors: [],
}

structure I {}
