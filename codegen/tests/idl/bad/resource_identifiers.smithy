$version: "2.0"

namespace a

resource R {
    identifiers: [id]
}
