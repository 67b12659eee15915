//! What the service does.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::operation::lend_book::{LendBookError, LendBookInput, LendBookOutput};
use crate::operation::list_loans::{ListLoansError, ListLoansInput, ListLoansOutput};
use crate::server::{Context, Lending};
use crate::types::Loan;
use crate::types::error::{BookIsLent, NoSuchBook};

/// A library with some books. It serves by `server::service(library)`.
pub struct Library {
    books: Vec<String>,
    loans: Mutex<Vec<Loan>>,
}

impl Library {
    /// A library with these books, by ISBN; nobody has one of them.
    pub fn new(books: impl IntoIterator<Item = &'static str>) -> Self {
        Self { books: books.into_iter().map(str::to_owned).collect(), loans: Mutex::default() }
    }

    fn loans(&self) -> MutexGuard<'_, Vec<Loan>> {
        self.loans.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lending for Library {
    async fn lend_book(&self, input: LendBookInput, _: &Context) -> Result<LendBookOutput, LendBookError> {
        // Both are required, and fit what the model asks for: else the call would not have come here.
        let (isbn, reader) = (input.isbn.unwrap_or_default(), input.reader.unwrap_or_default());
        if !self.books.contains(&isbn) {
            return Err(LendBookError::NoSuchBook(NoSuchBook::builder().message(isbn).build()));
        }
        let mut loans = self.loans();
        if let Some(loan) = loans.iter().find(|loan| loan.isbn == isbn) {
            let error = BookIsLent::builder().message("somebody has it").loan(loan.clone()).build();
            return Err(LendBookError::BookIsLent(error));
        }
        let loan = Loan { isbn, reader, days: 14 };
        loans.push(loan.clone());
        Ok(LendBookOutput::builder().loan(loan).build())
    }

    async fn list_loans(&self, input: ListLoansInput, _: &Context) -> Result<ListLoansOutput, ListLoansError> {
        let fits = |loan: &&Loan| input.reader.as_ref().is_none_or(|reader| loan.reader == *reader);
        let loans = self.loans().iter().filter(fits).cloned().collect();
        Ok(ListLoansOutput::builder().set_loans(Some(loans)).build())
    }
}
