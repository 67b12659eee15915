$version: "2.0"

namespace example.lending

use aws.protocols#awsJson1_1

/// Lends books.
@awsJson1_1
service Lending {
    version: "2026-01-01"
    operations: [LendBook, ListLoans]
    errors: [NoSuchBook]
}

/// Lends a book that nobody has.
operation LendBook {
    input := {
        @required
        isbn: Isbn

        @required
        reader: ReaderName
    }
    output := {
        @required
        loan: Loan
    }
    errors: [BookIsLent]
}

/// What a reader has, or all readers have.
@readonly
operation ListLoans {
    input := {
        reader: ReaderName
    }
    output := {
        loans: Loans
    }
}
