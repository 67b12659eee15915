$version: "2.0"
namespace a

@length(min: 1)
string String
