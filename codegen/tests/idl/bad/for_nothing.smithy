$version: "2.0"

namespace a

structure S for R {
    $id
}
