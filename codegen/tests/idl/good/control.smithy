$version: "2.0"
$operationInputSuffix: "Request"
$"operationOutputSuffix" : "Response"
$whatever: { any: [1] }

namespace a

operation O {
    input := {}
    output := {}
}
