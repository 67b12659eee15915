$version: "2.0"

namespace example.lending

@pattern("^[0-9]{13}$")
string Isbn

@length(min: 1, max: 40)
string ReaderName

/// Who has which book.
structure Loan {
    @required
    isbn: Isbn

    @required
    reader: ReaderName

    days: Integer = 14
}

list Loans {
    member: Loan
}

/// The library has no such book.
@error("client")
structure NoSuchBook {
    message: String
}

/// Somebody has the book.
@error("client")
structure BookIsLent {
    message: String

    loan: Loan
}
