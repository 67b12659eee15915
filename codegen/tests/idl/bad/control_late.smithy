namespace a
$version: "2.0"
