$version: "2.0"

namespace a

// A line.
//
/// Of the list.
// Between.
/// Goes on.
list L { // behind
    /// Of the member.
    member: String
}
