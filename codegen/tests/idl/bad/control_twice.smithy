$version: "2.0"
$version: "2"
namespace a
