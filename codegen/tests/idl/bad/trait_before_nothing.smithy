$version: "2.0"

namespace a

structure S {
    @required
}

@sensitive
