//! Paths by the fields and types of the crate: each part gets a type, and what does not fit is refused.

use super::super::context::Lowering;
use super::super::ir::{Comparator, Expression, Held, Order, Presence, Scalar, StepPresence, Value};
use super::super::structure;
use super::super::values::{self, Container};
use super::jmespath::{Comparison, Path};
use crate::model::{ShapeId, ShapeKind};
use crate::names::Ident;

/// What a path is about.
#[derive(Clone, Copy, Debug)]
pub(in crate::lower) enum Root<'a> {
    /// An operation's input.
    Input(Option<&'a ShapeId>),
    /// An operation's output.
    Output(Option<&'a ShapeId>),
    /// An operation's input and output, by the names `input` and `output`.
    Both(Option<&'a ShapeId>, Option<&'a ShapeId>),
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Type {
    Text,
    Boolean,
    Integer,
    Structure(ShapeId, Part),
    List(Box<Type>, Held),
    /// A map, by its values.
    Map(Box<Type>, Held),
    /// What nothing is asked of but whether it is there.
    Other,
}

/// Which structure of an operation it is: those of inputs have other fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Input,
    Other,
}

/// Where names are looked up.
#[derive(Clone, Debug)]
enum Scope<'a> {
    Root(Root<'a>),
    /// An element of a list.
    Item(Type),
}

/// The path as an expression that fits the comparator.
///
/// # Errors
/// A name leads nowhere, or a value has the wrong type: a clause.
pub(in crate::lower) fn typed(
    lowering: &Lowering<'_>,
    root: Root<'_>,
    path: &Path,
    comparator: &Comparator,
) -> Result<Expression, String> {
    let (expression, ty) = Typing { lowering }.value(&Scope::Root(root), path)?;
    let fits = match comparator {
        Comparator::Text(_) => ty == Type::Text,
        Comparator::Boolean(_) => ty == Type::Boolean,
        Comparator::All(_) | Comparator::Any(_) => matches!(&ty, Type::List(element, _) if **element == Type::Text),
    };
    if fits {
        Ok(expression)
    } else {
        Err("what it leads to is of another type than the comparator compares".to_owned())
    }
}

/// What a path gives that somebody can be told.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::lower) enum Told {
    /// A text.
    Text(Expression),
    /// A boolean.
    Boolean(Expression),
    /// A list of texts.
    Texts(Expression),
}

/// The path as an expression that gives a text, a boolean or a list of texts.
///
/// # Errors
/// A name leads nowhere, or to something else: a clause.
pub(in crate::lower) fn told(lowering: &Lowering<'_>, root: Root<'_>, path: &Path) -> Result<Told, String> {
    let (expression, ty) = Typing { lowering }.value(&Scope::Root(root), path)?;
    match ty {
        Type::Text => Ok(Told::Text(expression)),
        Type::Boolean => Ok(Told::Boolean(expression)),
        Type::List(element, _) if *element == Type::Text => Ok(Told::Texts(expression)),
        Type::Integer | Type::Structure(..) | Type::List(..) | Type::Map(..) | Type::Other => {
            Err("what it leads to is no text, no boolean and no list of texts".to_owned())
        }
    }
}

struct Typing<'a> {
    lowering: &'a Lowering<'a>,
}

impl Typing<'_> {
    fn value(&self, scope: &Scope<'_>, path: &Path) -> Result<(Expression, Type), String> {
        match path {
            Path::Field(name) => self.named(scope, name),
            Path::Within(of, name) => {
                let (of, ty) = self.value(scope, of)?;
                self.field(of, &ty, name)
            }
            Path::Items(of, condition) => self.items(scope, of, condition.as_deref(), None),
            Path::Each(items, each) => match &**items {
                Path::Items(of, condition) => self.items(scope, of, condition.as_deref(), Some(each)),
                _ => Err("it projects what is no list".to_owned()),
            },
            Path::Several(items, paths) => match &**items {
                Path::Items(of, condition) => self.several(scope, of, condition.as_deref(), paths),
                _ => Err("it projects what is no list".to_owned()),
            },
            Path::Keys(of) => match self.value(scope, of)? {
                (of, Type::Map(..)) => {
                    Ok((Expression::Keys(Box::new(of)), Type::List(Box::new(Type::Text), Held::Lent)))
                }
                _ => Err("keys are asked of what is no map, or a sparse one".to_owned()),
            },
            Path::Values(of) => match self.value(scope, of)? {
                (of, Type::Map(value, held)) => Ok((Expression::Values(Box::new(of)), Type::List(value, held))),
                _ => Err("`*` follows what is no map, or a sparse one".to_owned()),
            },
            Path::Length(of) => {
                let (of, ty) = self.value(scope, of)?;
                match ty {
                    Type::List(..) => Ok((Expression::Length(Box::new(of)), Type::Integer)),
                    Type::Text => Ok((Expression::TextLength(Box::new(of)), Type::Integer)),
                    _ => Err("length is asked of what is neither a list nor a text".to_owned()),
                }
            }
            Path::Text(text) => Ok((Expression::Text(text.clone()), Type::Text)),
            Path::Integer(number) => Ok((Expression::Integer(*number), Type::Integer)),
            Path::Boolean(value) => Ok((Expression::Boolean(*value), Type::Boolean)),
            Path::Contains(..) | Path::Compare(..) | Path::And(..) | Path::Or(..) | Path::Not(_) => {
                Ok((self.condition(scope, path, false)?, Type::Boolean))
            }
        }
    }

    /// What is true or false, or its opposite: a negation is carried down to where it costs nothing.
    fn condition(&self, scope: &Scope<'_>, path: &Path, negated: bool) -> Result<Expression, String> {
        match path {
            Path::Not(inner) => self.condition(scope, inner, !negated),
            Path::And(left, right) | Path::Or(left, right) => {
                let both = vec![self.condition(scope, left, negated)?, self.condition(scope, right, negated)?];
                let all = matches!(path, Path::And(..)) != negated;
                Ok(if all { Expression::All(both) } else { Expression::Any(both) })
            }
            Path::Contains(of, what) => {
                let (of, ty) = self.value(scope, of)?;
                let (what, what_ty) = self.value(scope, what)?;
                match (ty, what_ty) {
                    (Type::List(element, _), Type::Text) if *element == Type::Text => {
                        Ok(Expression::Contains { list: Box::new(of), text: Box::new(what), negated })
                    }
                    _ => Err("contains is understood of a list of texts and a text".to_owned()),
                }
            }
            Path::Compare(comparison, left, right) => {
                let (left, left_ty) = self.value(scope, left)?;
                let (right, right_ty) = self.value(scope, right)?;
                if left_ty != right_ty || !matches!(left_ty, Type::Text | Type::Boolean | Type::Integer) {
                    return Err("it compares values of different types, or of a type that is not compared".to_owned());
                }
                let (left, right) = (Box::new(left), Box::new(right));
                let equal = match comparison {
                    Comparison::Equal => Some(true),
                    Comparison::Unequal => Some(false),
                    _ => None,
                };
                if let Some(equal) = equal {
                    return Ok(Expression::Equal { left, right, negated: equal == negated });
                }
                if left_ty != Type::Integer {
                    return Err("it orders what is no number".to_owned());
                }
                Ok(match comparison {
                    Comparison::Less => Expression::Ordered { left, right, order: Order::Less, negated },
                    Comparison::LessOrEqual => Expression::Ordered { left, right, order: Order::LessOrEqual, negated },
                    Comparison::Greater => {
                        Expression::Ordered { left: right, right: left, order: Order::Less, negated }
                    }
                    Comparison::GreaterOrEqual | Comparison::Equal | Comparison::Unequal => {
                        Expression::Ordered { left: right, right: left, order: Order::LessOrEqual, negated }
                    }
                })
            }
            _ => {
                let (value, ty) = self.value(scope, path)?;
                let value = Box::new(value);
                Ok(match ty {
                    Type::Boolean => Expression::True { value, negated },
                    Type::List(..) => Expression::NotEmpty { value, negated },
                    _ => return Err("what is neither true nor false nor a list is taken for a condition".to_owned()),
                })
            }
        }
    }

    fn named(&self, scope: &Scope<'_>, name: &str) -> Result<(Expression, Type), String> {
        match scope {
            Scope::Root(Root::Input(input)) => self.field(Expression::Input, &structure_of(*input, Part::Input)?, name),
            Scope::Root(Root::Output(output)) => {
                self.field(Expression::Output, &structure_of(*output, Part::Other)?, name)
            }
            Scope::Root(Root::Both(input, output)) => match name {
                "input" => Ok((Expression::Input, structure_of(*input, Part::Input)?)),
                "output" => Ok((Expression::Output, structure_of(*output, Part::Other)?)),
                _ => Err(format!("{name} is neither input nor output")),
            },
            Scope::Item(ty) => self.field(Expression::Item, ty, name),
        }
    }

    fn field(&self, of: Expression, ty: &Type, name: &str) -> Result<(Expression, Type), String> {
        let Type::Structure(id, part) = ty else { return Err(format!("{name} is asked of what is no structure")) };
        let found = self.member(id, *part, name).ok_or_else(|| format!("{} has no member {name}", id.name()))?;
        let Member { field, presence, held, ty } = found;
        Ok((Expression::Field { of: Box::new(of), field, presence, held }, ty))
    }

    fn member(&self, id: &ShapeId, part: Part, name: &str) -> Option<Member> {
        let lowering = self.lowering;
        let shape = lowering.model.shapes.get(id)?;
        let ShapeKind::Structure(members) = &shape.kind else { return None };
        let named = structure::member_names(lowering.model, shape, members);
        let (member, named) = members.iter().zip(named).find(|(member, _)| member.name == name)?;
        let value = values::value(lowering, member)?;
        let target = lowering.model.shapes.get(&member.target)?;
        let container = if part == Part::Input { Container::Input } else { Container::Other };
        let presence = match values::presence(member, container.of(shape), target, &value) {
            Presence::Optional => StepPresence::Optional,
            Presence::Required | Presence::Zero | Presence::Default(_) => StepPresence::Always,
        };
        let boxed = lowering.boxed.contains(&(id.clone(), member.name.clone()));
        let (ty, held) = self.of(&value, &member.target);
        let held = if boxed { Held::Boxed } else { held };
        Some(Member { field: named.name.field, presence, held, ty })
    }

    /// The type of a value, and how it is lent.
    fn of(&self, value: &Value, target: &ShapeId) -> (Type, Held) {
        match value {
            Value::Scalar(Scalar::Text) => (Type::Text, Held::Text),
            Value::Enum(_) => (Type::Text, Held::Enum),
            Value::Scalar(Scalar::Boolean) => (Type::Boolean, Held::Copy),
            Value::Scalar(Scalar::Long) => (Type::Integer, Held::Copy),
            Value::Scalar(Scalar::Byte | Scalar::Short | Scalar::Integer) => (Type::Integer, Held::Integer),
            Value::Structure(_) => (Type::Structure(target.clone(), Part::Other), Held::Reference),
            Value::List(_) | Value::Map(..) => {
                let member = self.lowering.model.shapes.get(target).and_then(|shape| match &shape.kind {
                    ShapeKind::List(member) | ShapeKind::Map { value: member, .. } if !shape.traits.sparse => {
                        Some(member)
                    }
                    _ => None,
                });
                match member.and_then(|member| Some((values::value(self.lowering, member)?, &member.target))) {
                    Some((element, target)) => {
                        let (ty, held) = self.of(&element, target);
                        let kind = if matches!(value, Value::Map(..)) { Type::Map } else { Type::List };
                        (kind(Box::new(ty), held), Held::Reference)
                    }
                    None => (Type::Other, Held::Reference),
                }
            }
            Value::Scalar(_) | Value::Union(_) => (Type::Other, Held::Reference),
        }
    }

    fn items(
        &self,
        scope: &Scope<'_>,
        of: &Path,
        condition: Option<&Path>,
        each: Option<&Path>,
    ) -> Result<(Expression, Type), String> {
        let (of, ty) = self.value(scope, of)?;
        let Type::List(element, held) = ty else {
            return Err("`[` follows what is no list, or a sparse one".to_owned());
        };
        let inner = Scope::Item((*element).clone());
        let condition = condition.map(|condition| self.condition(&inner, condition, false)).transpose()?;
        let (item, ty, held) = match each {
            None => (None, *element, held),
            Some(each) => {
                let (item, ty) = self.value(&inner, each)?;
                if matches!(ty, Type::List(..)) {
                    return Err("it projects a list within a list".to_owned());
                }
                (Some(Box::new(item)), ty, Held::Lent)
            }
        };
        let items = Expression::Items { of: Box::new(of), condition: condition.map(Box::new), item, element: held };
        Ok((items, Type::List(Box::new(ty), Held::Lent)))
    }

    /// Several texts of each element, one after the other.
    fn several(
        &self,
        scope: &Scope<'_>,
        of: &Path,
        condition: Option<&Path>,
        paths: &[Path],
    ) -> Result<(Expression, Type), String> {
        let (of, ty) = self.value(scope, of)?;
        let Type::List(element, _) = ty else {
            return Err("`[` follows what is no list, or a sparse one".to_owned());
        };
        let inner = Scope::Item(*element);
        let condition = condition.map(|condition| self.condition(&inner, condition, false)).transpose()?;
        let texts = paths.iter().map(|path| match self.value(&inner, path)? {
            (text, Type::Text) => Ok(text),
            _ => Err("several paths in brackets are understood where each leads to a text".to_owned()),
        });
        let texts = texts.collect::<Result<_, String>>()?;
        let gathered = Expression::Several { of: Box::new(of), condition: condition.map(Box::new), texts };
        Ok((gathered, Type::List(Box::new(Type::Text), Held::Lent)))
    }
}

/// A member of a structure on a path.
struct Member {
    field: Ident,
    presence: StepPresence,
    held: Held,
    ty: Type,
}

fn structure_of(id: Option<&ShapeId>, part: Part) -> Result<Type, String> {
    id.map(|id| Type::Structure(id.clone(), part)).ok_or_else(|| "the operation has nothing of the kind".to_owned())
}
