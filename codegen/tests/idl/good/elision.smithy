$version: "2.0"

namespace a

resource R {
    identifiers: { id: String }
    properties: { size: Integer }
    read: Get
}

@readonly
operation Get {
    input := for R {
        @required
        $id
    }
    output := for R {
        $size = 3
    }
}

structure View for R {
    $id
}
