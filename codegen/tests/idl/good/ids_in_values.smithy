$version: "2.0"

namespace a

use aws.api#arn

@trait
list ids {
    member: String
}

@ids([S, arn, String, a#S$x, "S"])
string S
