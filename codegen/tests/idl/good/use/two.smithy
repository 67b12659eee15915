$version: "2.0"
namespace b

string T

string U

@trait
structure mark {}
