//! The part of a model that a problem is about.

use std::fmt;

/// Where in a model a problem is; an empty place is the file as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// The shape's id as the file writes it.
    pub shape: Option<String>,
    /// The member of the shape.
    pub member: Option<String>,
    /// The id of the trait.
    pub trait_id: Option<String>,
}

impl Place {
    /// A shape, by its id.
    pub fn shape(id: impl fmt::Display) -> Self {
        Self { shape: Some(id.to_string()), ..Self::default() }
    }

    /// A member of this place's shape.
    #[must_use]
    pub fn member(self, name: &str) -> Self {
        Self { member: Some(name.to_owned()), ..self }
    }

    /// A trait at this place.
    #[must_use]
    pub fn of_trait(self, id: &str) -> Self {
        Self { trait_id: Some(id.to_owned()), ..self }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shape.as_deref().unwrap_or_default())?;
        if let Some(member) = &self.member {
            write!(f, "${member}")?;
        }
        match (&self.trait_id, &self.shape) {
            (Some(id), Some(_)) => write!(f, ": trait {id}"),
            (Some(id), None) => write!(f, "trait {id}"),
            (None, _) => Ok(()),
        }
    }
}
