$version: "2.0"
$operationInputSuffix: "a-b"
namespace a
