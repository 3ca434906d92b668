//! A fixture with other expectations: comments, order and layout stay as they were.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

use crate::fixture::Case;
use crate::fixture::edit::{Edit, Step};

/// A case, and what its fixture would have to say.
pub(super) type Change<'a> = (&'a Case, Vec<Edit>);

/// The text of a fixture after changes in its cases.
///
/// Where a table lists several texts and not all of them change alike, those that do move into a table of their own
/// behind it, with the rest of what it says.
pub(super) fn rewrite(text: &str, changes: &[Change<'_>]) -> Result<String, String> {
    let windows = text.contains("\r\n");
    let unix = if windows { text.replace("\r\n", "\n") } else { text.to_owned() };
    let mut document: DocumentMut = unix.parse().map_err(|_| "it cannot be read".to_owned())?;
    if document.to_string() != unix {
        return Err("its layout cannot be kept".to_owned());
    }
    let mut blocks: BTreeMap<(&str, usize), Vec<&Change<'_>>> = BTreeMap::new();
    for change in changes {
        blocks.entry((change.0.kind.as_str(), change.0.block)).or_default().push(change);
    }
    // From the last to the first: a new table moves those behind it.
    for ((kind, block), changes) in blocks.into_iter().rev() {
        let Some(Item::ArrayOfTables(tables)) = document.get_mut(kind) else {
            return Err(format!("its cases are not written as `[[{kind}]]`"));
        };
        change(tables, block, &changes)?;
    }
    let out = document.to_string();
    Ok(if windows { out.replace('\n', "\r\n") } else { out })
}

fn change(tables: &mut ArrayOfTables, block: usize, changes: &[&Change<'_>]) -> Result<(), String> {
    let table = tables.get_mut(block).ok_or("it has changed meanwhile")?;
    let Some(list) = changes.iter().find_map(|(case, _)| case.item.map(|(list, _)| list)) else {
        let edits: Vec<&Edit> = changes.iter().flat_map(|(_, edits)| edits).collect();
        return apply(table, &edits);
    };
    // Items that change alike stay together.
    let mut groups: Vec<(&Vec<Edit>, BTreeSet<usize>)> = Vec::new();
    for (case, edits) in changes {
        let item = case.item.map_or(0, |(_, item)| item);
        match groups.iter_mut().find(|(known, _)| *known == edits) {
            Some((_, items)) => drop(items.insert(item)),
            None => groups.push((edits, BTreeSet::from([item]))),
        }
    }
    let all = table.get(list).and_then(Item::as_array).map_or(0, Array::len);
    let moved: BTreeSet<usize> = groups.iter().flat_map(|(_, items)| items).copied().collect();
    let whole = table.clone();
    let mut groups = groups.into_iter();
    if moved.len() == all {
        // Nothing stays as it is; the first group keeps the table and what is written above it.
        if let Some((edits, items)) = groups.next() {
            keep_in(table, list, &items);
            apply(table, &edits.iter().collect::<Vec<_>>())?;
        }
    } else {
        keep_in(table, list, &(0..all).filter(|n| !moved.contains(n)).collect());
    }
    for (n, (edits, items)) in groups.enumerate() {
        let mut table = whole.clone();
        alone(&mut table);
        keep_in(&mut table, list, &items);
        apply(&mut table, &edits.iter().collect::<Vec<_>>())?;
        tables.insert(block.saturating_add(n).saturating_add(1), table);
    }
    Ok(())
}

/// A copy of a table takes its place behind the original, and leaves it the comments.
fn alone(table: &mut Table) {
    table.decor_mut().set_prefix("\n");
    place_behind(table);
    for (mut key, _) in table.iter_mut() {
        let decor = key.leaf_decor_mut();
        if decor.prefix().and_then(|p| p.as_str()).is_some_and(|p| p.contains('#')) {
            decor.set_prefix("");
        }
    }
}

/// Without a position of its own a table is written where it stands among the others.
fn place_behind(table: &mut Table) {
    table.set_position(None);
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(inner) => place_behind(inner),
            Item::ArrayOfTables(inner) => inner.iter_mut().for_each(place_behind),
            Item::None | Item::Value(_) => {}
        }
    }
}

fn keep_in(table: &mut Table, list: &str, items: &BTreeSet<usize>) {
    if let Some(array) = table.get_mut(list).and_then(Item::as_array_mut) {
        keep(array, items);
    }
}

/// Keeps some items of a list, each with the comment behind it and the lines above it.
fn keep(array: &mut Array, items: &BTreeSet<usize>) {
    let text = |raw: Option<&str>| raw.unwrap_or_default().to_owned();
    // What was added a moment ago has no layout of its own yet.
    let prefix = |(n, v): (usize, &Value)| match v.decor().prefix() {
        Some(prefix) => text(prefix.as_str()),
        None => text((n > 0).then_some(" ")),
    };
    let prefixes: Vec<String> = array.iter().enumerate().map(prefix).collect();
    let comma = array.trailing_comma();
    let mut trailing = text(array.trailing().as_str());
    if !comma && let Some(last) = array.len().checked_sub(1).and_then(|last| array.get_mut(last)) {
        // Without a comma what follows the last item counts as its own.
        trailing = text(last.decor().suffix().and_then(|s| s.as_str())) + &trailing;
        last.decor_mut().set_suffix("");
    }
    // What follows an item up to the end of its line is about it; the rest is about the next.
    let split = |gap: &str| match gap.find('\n') {
        Some(at) if gap.get(..at).is_some_and(|line| line.contains('#')) => {
            (text(gap.get(..at)), text(gap.get(at..)))
        }
        _ => (String::new(), gap.to_owned()),
    };
    let gaps: Vec<(String, String)> = prefixes
        .iter()
        .enumerate()
        .map(|(n, prefix)| if n == 0 { (String::new(), prefix.clone()) } else { split(prefix) })
        .collect();
    let (last_note, end) = split(&trailing);
    let note = |n: usize| gaps.get(n.saturating_add(1)).map_or(last_note.as_str(), |(note, _)| note.as_str());
    let first = prefixes.first().cloned().unwrap_or_default();
    let mut kept = Vec::new();
    let mut before = String::new();
    for (n, value) in array.iter().enumerate().filter(|(n, _)| items.contains(n)) {
        let mut value = value.clone();
        let own = match gaps.get(n) {
            // On one line the first item stands where the first stood.
            Some((_, gap)) if kept.is_empty() && !gap.contains('\n') => first.clone(),
            Some((_, gap)) => gap.clone(),
            None => String::new(),
        };
        value.decor_mut().set_prefix(format!("{before}{own}"));
        before = note(n).to_owned();
        kept.push(value);
    }
    array.clear();
    kept.into_iter().for_each(|value| array.push_formatted(value));
    array.set_trailing(format!("{before}{end}"));
    array.set_trailing_comma(comma);
}

/// Makes the changes in a table: what is set first, then what is added, and what is taken away from the end on, so that
/// a place in a list means what it meant before.
fn apply(table: &mut Table, edits: &[&Edit]) -> Result<(), String> {
    let lost = || "a value in it is not where it was".to_owned();
    for edit in edits {
        if let Edit::Set(way, value) = edit {
            set(table, way, written(value)).ok_or_else(lost)?;
        }
    }
    for edit in edits {
        if let Edit::Push(way, value) = edit {
            push(table, way, written(value)).ok_or_else(lost)?;
        }
    }
    let mut gone: Vec<&[Step]> = edits
        .iter()
        .filter_map(|edit| if let Edit::Remove(way) = edit { Some(way.as_slice()) } else { None })
        .collect();
    gone.sort_unstable();
    gone.dedup();
    gone.iter().rev().for_each(|way| remove(table, way));
    Ok(())
}

/// What holds a value.
enum Holder<'a> {
    Table(&'a mut Table),
    Inline(&'a mut InlineTable),
    Array(&'a mut Array),
    Tables(&'a mut ArrayOfTables),
}

impl<'a> Holder<'a> {
    fn of(item: &'a mut Item) -> Option<Self> {
        match item {
            Item::Table(table) => Some(Self::Table(table)),
            Item::ArrayOfTables(tables) => Some(Self::Tables(tables)),
            Item::Value(value) => Self::of_value(value),
            Item::None => None,
        }
    }

    fn of_value(value: &'a mut Value) -> Option<Self> {
        match value {
            Value::Array(array) => Some(Self::Array(array)),
            Value::InlineTable(table) => Some(Self::Inline(table)),
            _ => None,
        }
    }

    fn step(self, step: &Step) -> Option<Self> {
        match (self, step) {
            (Self::Table(table), Step::Key(key)) => Self::of(table.get_mut(key)?),
            (Self::Inline(table), Step::Key(key)) => Self::of_value(table.get_mut(key)?),
            (Self::Array(array), Step::Item(n)) => Self::of_value(array.get_mut(*n)?),
            (Self::Tables(tables), Step::Item(n)) => tables.get_mut(*n).map(Self::Table),
            _ => None,
        }
    }
}

/// What holds the last step of a way.
fn holder<'a, 'w>(table: &'a mut Table, way: &'w [Step]) -> Option<(Holder<'a>, &'w Step)> {
    let (last, way) = way.split_last()?;
    let mut holder = Holder::Table(table);
    for step in way {
        holder = holder.step(step)?;
    }
    Some((holder, last))
}

fn set(table: &mut Table, way: &[Step], value: Value) -> Option<()> {
    let replace = |old: &mut Value, mut new: Value| {
        *new.decor_mut() = old.decor().clone();
        *old = new;
    };
    match holder(table, way)? {
        (Holder::Table(table), Step::Key(key)) => match table.get_mut(key) {
            Some(Item::Value(old)) => replace(old, value),
            _ => drop(table.insert(key, Item::Value(value))),
        },
        (Holder::Inline(table), Step::Key(key)) => match table.get_mut(key) {
            Some(old) => replace(old, value),
            None => drop(table.insert(key.as_str(), value)),
        },
        (Holder::Array(array), Step::Item(n)) => replace(array.get_mut(*n)?, value),
        _ => return None,
    }
    Some(())
}

fn push(table: &mut Table, way: &[Step], value: Value) -> Option<()> {
    let (Holder::Table(table), Step::Key(key)) = holder(table, way)? else { return None };
    let list = table.entry(key).or_insert_with(|| Item::Value(Value::Array(Array::new())));
    let array = list.as_array_mut()?;
    // A list with an item on each line goes on so.
    let above = array.iter().last().and_then(|v| v.decor().prefix()?.as_str()).map(str::to_owned);
    match above.as_deref().and_then(|above| above.rsplit_once('\n')) {
        Some((_, indent)) => array.push_formatted(value.decorated(format!("\n{indent}"), "")),
        None => array.push(value),
    }
    Some(())
}

fn remove(table: &mut Table, way: &[Step]) {
    match holder(table, way) {
        Some((Holder::Table(table), Step::Key(key))) => drop(table.remove(key)),
        Some((Holder::Inline(table), Step::Key(key))) => {
            let last = table.iter().last().is_some_and(|(name, _)| name == key);
            let gone = table.remove(key);
            // The blank in front of the brace belongs to the table.
            let blank = gone.and_then(|v| v.decor().suffix().cloned()).filter(|_| last);
            if let Some((blank, (_, value))) = blank.zip(table.iter_mut().last()) {
                value.decor_mut().set_suffix(blank);
            }
        }
        Some((Holder::Array(array), Step::Item(n))) => {
            let others = (0..array.len()).filter(|m| m != n).collect();
            keep(array, &others);
        }
        _ => {}
    }
}

/// A value as it is written anew.
fn written(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text.as_str()),
        toml::Value::Integer(n) => Value::from(*n),
        toml::Value::Float(n) => Value::from(*n),
        toml::Value::Boolean(b) => Value::from(*b),
        toml::Value::Datetime(moment) => Value::from(*moment),
        toml::Value::Array(items) => Value::Array(items.iter().map(written).collect()),
        toml::Value::Table(table) => {
            Value::InlineTable(table.iter().map(|(key, value)| (key.as_str(), written(value))).collect())
        }
    }
}
