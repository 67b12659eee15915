$version: "2.0"

namespace a

@documentation("a \" \\ \/ \b \f \n \r \t \u00e9 \u00E9 \uD83D\uDE00 	é")
string S

@documentation("two
lines")
string T
