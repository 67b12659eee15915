$version: "2.0"
namespace a

use b#T
use b#mark

@mark
structure S {
    t: T
    u: b#U
}
