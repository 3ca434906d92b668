//! Names to slots, and whether what is compared can be compared. All that is wrong comes at once.

use chrono::Weekday;

use super::meaning::{Cond, Constant, Property, SlotRef, Term, Test};
use super::syntax::{Expr, ExprKind, Op, Tree};
use super::token::{Length, Problem};
use crate::heard::edits::distance;
use crate::heard::fold::fold;
use crate::payload::Source;
use crate::rules::{Slot, SlotType, Slots};
use crate::span::Span;

/// What names mean where a condition stands.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) slots: &'a Slots,
    /// Ids of rules, whose findings can be counted.
    pub(crate) rules: &'a [&'a str],
    /// Fields of the item, inside `where`.
    pub(crate) fields: Option<&'a Slots>,
}

/// The kinds of values that can be compared.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Type<'a> {
    Text,
    Choice(&'a Slot),
    Bool,
    Number,
    Date,
    Time,
    Moment,
    /// A wall date-time; compared with a moment.
    Local,
    Minutes,
    Weekday,
    Source,
    List,
    /// Cannot be known; something was said about it already.
    Unknown,
}

impl Type<'_> {
    const fn name(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Choice(_) => "a choice",
            Self::Bool => "yes or no",
            Self::Number => "a number",
            Self::Date => "a date",
            Self::Time => "a time of day",
            Self::Moment => "a moment",
            Self::Local => "a date and time",
            Self::Minutes => "a stretch of time",
            Self::Weekday => "a weekday",
            Self::Source => "a source",
            Self::List => "a list",
            Self::Unknown => "something unknown",
        }
    }

    const fn is_ordered(self) -> bool {
        matches!(
            self,
            Self::Number
                | Self::Date
                | Self::Time
                | Self::Moment
                | Self::Local
                | Self::Minutes
                | Self::Unknown
        )
    }
}

fn type_of(slot: &Slot) -> Type<'_> {
    match slot.r#type {
        SlotType::Enum => Type::Choice(slot),
        SlotType::Boolean => Type::Bool,
        SlotType::Number => Type::Number,
        SlotType::Date => Type::Date,
        SlotType::Time => Type::Time,
        SlotType::Moment => Type::Moment,
        SlotType::Text | SlotType::Phone | SlotType::Email => Type::Text,
        SlotType::Duration => Type::Minutes,
        SlotType::List => Type::List,
    }
}

/// The meaning of a condition, or everything that is wrong with it.
pub(crate) fn understand(tree: &Tree, scope: Scope<'_>) -> Result<Cond, Vec<Problem>> {
    let mut reader = Reader { scope, problems: Vec::new() };
    let cond = reader.tree(tree);
    if reader.problems.is_empty() { Ok(cond) } else { Err(reader.problems) }
}

struct Reader<'a> {
    scope: Scope<'a>,
    problems: Vec<Problem>,
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Mon),
    ("tue", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("thu", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sun", Weekday::Sun),
];

const SOURCES: [(&str, Source); 3] =
    [("signalled", Source::Signalled), ("said", Source::Said), ("model", Source::Model)];

/// Names that mean something of their own in a condition, so that no slot can have them.
pub(crate) const TAKEN: [&str; 8] =
    ["today", "now", "turns", "attempts", "findings", "true", "false", "item"];

const FUNCTIONS: [&str; 4] = ["count", "streak", "percent", "bucket"];

impl<'a> Reader<'a> {
    fn wrong(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    fn tree(&mut self, tree: &Tree) -> Cond {
        match tree {
            Tree::Any(parts) => Cond::Any(parts.iter().map(|p| self.tree(p)).collect()),
            Tree::All(parts) => Cond::All(parts.iter().map(|p| self.tree(p)).collect()),
            Tree::Not(part) => Cond::Not(Box::new(self.tree(part))),
            Tree::Bare(expr) => {
                let (left, of) = self.term(expr, None);
                if !matches!(of, Type::Bool | Type::Unknown) {
                    let problem = Problem::new(format!("`{expr}` is {}, no condition", of.name()), expr.span);
                    self.wrong(problem.help(format!("`{expr} exists`, or a comparison")));
                }
                let inputs = inputs([(expr, &left)]);
                let right = Box::new([Term::Constant(Constant::Bool(true))]);
                Cond::Test(Test { left, op: Op::Eq, right, text: tree.to_string().into(), inputs })
            }
            Tree::Test { left, op, right, span } => Cond::Test(self.test(tree, left, *op, right, *span)),
        }
    }

    fn test(&mut self, tree: &Tree, left: &Expr, op: Op, right: &[Expr], span: Span) -> Test {
        // The side that names something tells what a bare word on the other side means.
        let (swapped, left, op) = match right {
            [only] if is_literal(left) && !is_literal(only) => (Some(left), only, op.mirrored()),
            _ => (None, left, op),
        };
        let (left_term, left_type) = self.term(left, None);
        let right: Vec<&Expr> = swapped.map_or_else(|| right.iter().collect(), |swapped| vec![swapped]);
        let mut terms = Vec::with_capacity(right.len());
        for expr in &right {
            let (term, of) = self.term(expr, Some(left_type));
            self.comparable(left, left_type, op, expr, of);
            terms.push(term);
        }
        let fixed = left_type != Type::Unknown;
        if fixed
            && matches!(op, Op::Exists | Op::NotExist)
            && matches!(left_term, Term::Constant(_) | Term::Today | Term::Now)
        {
            self.wrong(Problem::new(format!("`{left}` always exists"), span));
        }
        let both_fixed = |term: &Term| matches!(term, Term::Constant(_));
        if both_fixed(&left_term) && !terms.is_empty() && terms.iter().all(both_fixed) {
            self.wrong(Problem::new("nothing here ever changes", span).help("one side has to be a slot"));
        }
        let inputs = inputs(std::iter::once((left, &left_term)).chain(right.into_iter().zip(&terms)));
        Test { left: left_term, op, right: terms.into(), text: tree.to_string().into(), inputs }
    }

    fn comparable(&mut self, left: &Expr, a: Type<'_>, op: Op, right: &Expr, b: Type<'_>) {
        if a == Type::Unknown || b == Type::Unknown {
            return;
        }
        let whole = Span::new(left.span.start.min(right.span.start), left.span.end.max(right.span.end));
        match op {
            Op::Contains | Op::NotContains => {
                if !matches!((a, b), (Type::Text | Type::Choice(_), Type::Text)) {
                    let message =
                        format!("`{}` looks for a text in a text; `{left}` is {}", op.as_str(), a.name());
                    self.wrong(Problem::new(message, whole));
                }
                return;
            }
            Op::Lt | Op::Le | Op::Gt | Op::Ge if !a.is_ordered() => {
                let message = format!("`{left}` is {}, which has no order", a.name());
                self.wrong(Problem::new(message, left.span).help("`==`, `!=` or `in` can be asked"));
                return;
            }
            _ => {}
        }
        if let (Type::Choice(slot), ExprKind::Text(text)) = (a, &right.kind) {
            if !slot.choices.iter().any(|c| c.value == *text) {
                let names: Vec<&str> = slot.choices.iter().map(|c| c.value.as_str()).collect();
                let problem = Problem::new(format!("`{text}` is no choice of `{left}`"), right.span);
                self.wrong(problem.help(meant(text, &names)));
            }
            return;
        }
        let fits = match (a, b) {
            (Type::Choice(_) | Type::Text, Type::Choice(_) | Type::Text) => true,
            (Type::Moment | Type::Local | Type::Date, Type::Moment | Type::Local | Type::Date) => {
                // A day has no time that could be compared.
                !matches!((a, b), (Type::Date, Type::Local) | (Type::Local, Type::Date))
            }
            (Type::List, _) | (_, Type::List) => false,
            (a, b) => a == b,
        };
        if !fits {
            let problem =
                Problem::new(format!("`{left}` is {}, `{right}` is {}", a.name(), b.name()), right.span);
            self.wrong(match (a, b) {
                (Type::Moment, Type::Time) => problem.help(format!("`{left}.time` is its time of day")),
                (Type::Moment, Type::Weekday) => problem.help(format!("`{left}.weekday` is its weekday")),
                (Type::Number, Type::Text) => problem.help("a number has no quotation marks"),
                (Type::List, Type::Number) => problem.help(format!("`count({left})` is how many there are")),
                _ => problem,
            });
        }
    }

    /// A value, and its type. `beside` is the type of what it is compared with.
    fn term(&mut self, expr: &Expr, beside: Option<Type<'_>>) -> (Term, Type<'a>) {
        let constant = |c: Constant, of: Type<'a>| (Term::Constant(c), of);
        match &expr.kind {
            ExprKind::Number(n) => constant(Constant::Number(*n), Type::Number),
            ExprKind::Bool(b) => constant(Constant::Bool(*b), Type::Bool),
            ExprKind::Date(d) => constant(Constant::Date(*d), Type::Date),
            ExprKind::Time(t) => constant(Constant::Time(*t), Type::Time),
            ExprKind::Local(l) => constant(Constant::Local(*l), Type::Local),
            ExprKind::Length(l) => constant(Constant::Minutes(l.as_minutes()), Type::Minutes),
            ExprKind::Text(text) => match beside {
                Some(Type::Weekday | Type::Source) => self.word(text, expr.span, beside),
                _ => constant(Constant::Text(text.as_str().into(), fold(text).into()), Type::Text),
            },
            ExprKind::Name(name) => match beside {
                Some(Type::Weekday | Type::Source) if self.slot(name).is_none() => {
                    self.word(name, expr.span, beside)
                }
                _ => self.name(name, expr.span),
            },
            ExprKind::Shift { base, by, back } => {
                let (term, of) = self.term(base, beside);
                let sign = if *back { -1 } else { 1 };
                let by =
                    Length { days: by.days.saturating_mul(sign), minutes: by.minutes.saturating_mul(sign) };
                match of {
                    Type::Moment | Type::Unknown => {}
                    Type::Date if by.minutes == 0 => {}
                    Type::Time if by.days == 0 => {}
                    Type::Date => self.wrong(Problem::new("a date moves by days or weeks", expr.span)),
                    Type::Time => {
                        self.wrong(Problem::new("a time of day moves by hours or minutes", expr.span))
                    }
                    other => {
                        let message =
                            format!("`{base}` is {}; only dates and times can be moved", other.name());
                        self.wrong(Problem::new(message, expr.span));
                    }
                }
                (Term::Shift(Box::new(term), by), of)
            }
            ExprKind::Call { name, args, filter } => self.call(expr, name, args, filter.as_deref()),
        }
    }

    /// A word that only its neighbour explains.
    fn word(&mut self, word: &str, span: Span, beside: Option<Type<'_>>) -> (Term, Type<'a>) {
        let days: Vec<&str> = WEEKDAYS.iter().map(|(name, _)| *name).collect();
        let sources: Vec<&str> = SOURCES.iter().map(|(name, _)| *name).collect();
        if beside == Some(Type::Weekday) {
            if let Some((_, day)) = WEEKDAYS.iter().find(|(name, _)| *name == word) {
                return (Term::Constant(Constant::Weekday(*day)), Type::Weekday);
            }
            self.wrong(Problem::new(format!("`{word}` is no weekday"), span).help(days.join(", ")));
        } else {
            if let Some((_, source)) = SOURCES.iter().find(|(name, _)| *name == word) {
                return (Term::Constant(Constant::Source(*source)), Type::Source);
            }
            self.wrong(Problem::new(format!("`{word}` is no source"), span).help(sources.join(", ")));
        }
        (Term::Now, Type::Unknown)
    }

    fn slot(&self, name: &str) -> Option<(SlotRef, &'a Slot)> {
        let at = |slots: &'a Slots| {
            let (at, (_, slot)) = slots.iter().enumerate().find(|(_, (n, _))| *n == name)?;
            Some((u16::try_from(at).ok()?, slot))
        };
        if let Some((field, slot)) = self.scope.fields.and_then(at) {
            return Some((SlotRef::Field(field), slot));
        }
        at(self.scope.slots).map(|(slot_at, slot)| (SlotRef::Slot(slot_at), slot))
    }

    fn name(&mut self, name: &str, span: Span) -> (Term, Type<'a>) {
        let (first, property) = match name.split_once('.') {
            Some((first, property)) => (first, Some(property)),
            None => (name, None),
        };
        if let Some((at, slot)) = self.slot(first) {
            return match property {
                None => (Term::Slot(at), type_of(slot)),
                Some(property) => match self.property(first, type_of(slot), property, span) {
                    Some((property, of)) => (Term::Of(at, property), of),
                    None => (Term::Slot(at), Type::Unknown),
                },
            };
        }
        match (first, property) {
            ("today", None) => (Term::Today, Type::Date),
            ("now", None) => (Term::Now, Type::Moment),
            ("now" | "today", Some(property)) => {
                let of = if first == "now" { Type::Moment } else { Type::Date };
                match self.property(first, of, property, span) {
                    Some((property, of)) => (Term::OfNow(property), of),
                    None => (Term::Now, Type::Unknown),
                }
            }
            ("turns", None) => (Term::Turns, Type::Number),
            ("attempts", None) => (Term::Attempts(None), Type::Number),
            ("attempts", Some(slot)) => match self.slot(slot) {
                Some((SlotRef::Slot(at), _)) => (Term::Attempts(Some(at)), Type::Number),
                _ => self.unknown(slot, span),
            },
            ("findings", None) => (Term::Findings(None), Type::Number),
            ("findings", Some(code)) => {
                let ids = self.scope.rules;
                if !ids.contains(&code) && !super::codes::is_known(code) {
                    let names: Vec<&str> = ids.iter().copied().chain(super::codes::all()).collect();
                    let help = meant(code, &names);
                    self.wrong(Problem::new(format!("no finding has the code `{code}`"), span).help(help));
                }
                (Term::Findings(Some(code.into())), Type::Number)
            }
            _ => self.unknown(first, span),
        }
    }

    fn unknown(&mut self, name: &str, span: Span) -> (Term, Type<'a>) {
        let names: Vec<&str> = self
            .scope
            .slots
            .iter()
            .map(|(name, _)| name)
            .chain(self.scope.fields.into_iter().flat_map(Slots::iter).map(|(name, _)| name))
            .chain(["today", "now", "turns", "attempts", "findings"])
            .collect();
        let help = meant(name, &names);
        self.wrong(Problem::new(format!("unknown slot `{name}`"), span).help(help));
        (Term::Now, Type::Unknown)
    }

    fn property(
        &mut self,
        owner: &str,
        of: Type<'_>,
        name: &str,
        span: Span,
    ) -> Option<(Property, Type<'static>)> {
        let known = Property::ALL.into_iter().find(|(n, _)| *n == name).map(|(_, p)| p);
        let of_slot = !TAKEN.contains(&owner);
        let fits = known.and_then(|property| {
            let has_day = matches!(of, Type::Date | Type::Moment);
            let has_time = matches!(of, Type::Time | Type::Moment);
            let result = match property {
                Property::Date if of == Type::Moment => Type::Date,
                Property::Time if of == Type::Moment => Type::Time,
                Property::Weekday if has_day => Type::Weekday,
                Property::Year | Property::Month | Property::Day if has_day => Type::Number,
                Property::Hour | Property::Minute if has_time => Type::Number,
                Property::Length if of == Type::Text => Type::Number,
                Property::Source if of_slot => Type::Source,
                Property::Turn if of_slot => Type::Number,
                _ => return None,
            };
            Some((property, result))
        });
        if fits.is_none() {
            let message = format!("`{owner}` is {} and has no `{name}`", of.name());
            let names: Vec<&str> = Property::ALL.iter().map(|(n, _)| *n).collect();
            let problem = Problem::new(message, span);
            self.wrong(if known.is_some() { problem } else { problem.help(meant(name, &names)) });
        }
        fits
    }

    fn call(&mut self, expr: &Expr, name: &str, args: &[Expr], filter: Option<&Tree>) -> (Term, Type<'a>) {
        let problem = match (name, args) {
            ("count" | "streak", [list]) => return self.over(name, list, filter),
            _ if filter.is_some() => Problem::new("`where` belongs to `count` and `streak`", expr.span),
            ("percent", [part, whole]) => {
                let (part, a) = self.term(part, None);
                let (whole, b) = self.term(whole, None);
                for (of, arg) in [a, b].into_iter().zip(args) {
                    if !matches!(of, Type::Number | Type::Unknown) {
                        self.wrong(Problem::new(format!("`{arg}` is {}, not a number", of.name()), arg.span));
                    }
                }
                return (Term::Percent(Box::new(part), Box::new(whole)), Type::Number);
            }
            ("bucket", [id]) => return self.bucket(id, ""),
            ("bucket", [id, Expr { kind: ExprKind::Text(salt), .. }]) => return self.bucket(id, salt),
            ("count" | "streak", _) => Problem::new(format!("`{name}` wants one list"), expr.span)
                .help(format!("`{name}(bookings)`, `{name}(bookings where guests > 2)`")),
            ("percent", _) => {
                Problem::new("`percent` wants two numbers", expr.span).help("`percent(good, all)`")
            }
            ("bucket", _) => Problem::new("`bucket` wants a slot, and perhaps a text", expr.span)
                .help("`bucket(call_id) < 10`, `bucket(call_id, \"rollout\") < 10`"),
            _ => Problem::new(format!("unknown function `{name}`"), expr.span).help(meant(name, &FUNCTIONS)),
        };
        self.wrong(problem);
        (Term::Now, Type::Unknown)
    }

    fn bucket(&mut self, id: &Expr, salt: &str) -> (Term, Type<'a>) {
        let (term, of) = self.term(id, None);
        if !matches!(of, Type::Text | Type::Choice(_) | Type::Number | Type::Unknown) {
            self.wrong(Problem::new(
                format!("`{id}` is {}; a bucket is chosen by a text", of.name()),
                id.span,
            ));
        }
        (Term::Bucket(Box::new(term), salt.into()), Type::Number)
    }

    fn over(&mut self, name: &str, list: &Expr, filter: Option<&Tree>) -> (Term, Type<'a>) {
        let found = match &list.kind {
            ExprKind::Name(slot) => self.slot(slot),
            _ => None,
        };
        let record = found.and_then(|(_, slot)| record(slot));
        let (Some((SlotRef::Slot(at), _)), Some(fields)) = (found, record) else {
            self.wrong(
                Problem::new(format!("`{list}` is no list"), list.span).help("a slot with `type = \"list\"`"),
            );
            return (Term::Now, Type::Unknown);
        };
        if name == "streak" && filter.is_none() {
            let problem = Problem::new("`streak` wants a condition", list.span);
            self.wrong(problem.help(format!("`streak({list} where …)`")));
        }
        let filter = filter.map(|tree| {
            let outer = self.scope;
            self.scope.fields = Some(fields);
            let cond = self.tree(tree);
            self.scope = outer;
            Box::new(cond)
        });
        let term = if name == "count" { Term::Count(at, filter) } else { Term::Streak(at, filter) };
        (term, Type::Number)
    }
}

/// What can change, with its name.
fn inputs<'a>(sides: impl IntoIterator<Item = (&'a Expr, &'a Term)>) -> Box<[(Box<str>, Term)]> {
    sides
        .into_iter()
        .filter(|(_, term)| !matches!(term, Term::Constant(_)))
        .map(|(expr, term)| (expr.to_string().into(), term.clone()))
        .collect()
}

/// The fields of a list's items.
fn record(slot: &Slot) -> Option<&Slots> {
    (slot.r#type == SlotType::List).then_some(&slot.of)
}

fn is_literal(expr: &Expr) -> bool {
    !matches!(expr.kind, ExprKind::Name(_) | ExprKind::Call { .. } | ExprKind::Shift { .. })
}

/// "did you mean `x`?", or some of what there is.
pub(crate) fn meant(name: &str, known: &[&str]) -> String {
    let near = known
        .iter()
        .filter(|_| name.len() <= 64)
        .map(|k| (distance(name, k), *k))
        .filter(|(edits, k)| *edits <= (k.len() / 3).max(1))
        .min_by_key(|(edits, _)| *edits);
    if let Some((_, near)) = near {
        return format!("did you mean `{near}`?");
    }
    let some: Vec<String> = known.iter().take(8).map(|k| format!("`{k}`")).collect();
    format!("there are {}{}", some.join(", "), if known.len() > some.len() { ", …" } else { "" })
}
