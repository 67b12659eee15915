    $version: "2.0"
    namespace a

    structure S {
        a String
        b: String
    }

    strutcure T {
        structure: String
    }

    list L {
        members: String
    }
