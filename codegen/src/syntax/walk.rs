//! How far a page follows shapes. A model can hold a shape that contains itself, and shapes that each contain the next
//! one twice: the first would never end, the second would not end in time.

use crate::model::{Model, Shape, ShapeId, ShapeKind};

/// How much is shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// How many levels of structures, lists and maps.
    pub depth: usize,
    /// How many values in all.
    pub values: usize,
}

/// Room for the largest operation of any public model; a hostile one is cut here.
pub(crate) const PAGE: Limits = Limits { depth: 64, values: 20_000 };

/// What stands for a shape that contains itself, once it comes again.
pub(crate) const RECURSIVE: &str = "{'... recursive ...'}";

/// What stands for a shape that is beyond the limits.
pub(crate) fn more(shape: Option<&Shape>) -> &'static str {
    match shape.map(|shape| &shape.kind) {
        Some(ShapeKind::List(_)) => "[...]",
        _ => "{...}",
    }
}

/// A way through the shapes of a model.
#[derive(Clone, Debug)]
pub(crate) struct Walk<'m> {
    model: &'m Model,
    limits: Limits,
    open: Vec<&'m ShapeId>,
    seen: usize,
}

/// What to do about a shape.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'m> {
    /// Show it; [`Walk::leave`] comes after its members.
    Into(&'m Shape),
    /// It is being shown already, further out.
    Recursive,
    /// There is no room left.
    More,
}

impl<'m> Walk<'m> {
    pub(crate) fn new(model: &'m Model, limits: Limits) -> Self {
        Self { model, limits, open: Vec::new(), seen: 0 }
    }

    /// The shape of an id. The loader lets no model through where it is missing.
    pub(crate) fn shape(&self, id: &ShapeId) -> Option<&'m Shape> {
        self.model.shapes.get(id)
    }

    /// Opens a shape.
    pub(crate) fn enter(&mut self, id: &ShapeId) -> Step<'m> {
        let Some(shape) = self.model.shapes.get(id) else { return Step::More };
        if self.open.contains(&id) {
            return Step::Recursive;
        }
        self.seen += 1;
        if self.open.len() >= self.limits.depth || self.seen > self.limits.values {
            return Step::More;
        }
        self.open.push(&shape.id);
        Step::Into(shape)
    }

    /// Closes the shape that was opened last.
    pub(crate) fn leave(&mut self) {
        self.open.pop();
    }
}
