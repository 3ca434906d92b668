//! `klartext rules fmt`: the one form in which rule sets are written. Comments stay where they are.

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

use klartext::rules::Condition;

/// A list longer than this stands on several lines.
const WIDTH: usize = 110;

/// Keys that hold a condition.
const CONDITIONS: [&str; 2] = ["when", "required_if"];

/// The text in its form; what is wrong with it where it is no TOML.
pub(crate) fn toml(text: &str) -> Result<String, toml_edit::TomlError> {
    let mut document: DocumentMut = text.parse()?;
    table(document.as_table_mut());
    let trailing = comment_lines(document.trailing().as_str().unwrap_or_default());
    document.set_trailing(trailing);
    let mut out = document.to_string();
    // The first thing in a file has nothing above it to be parted from.
    out = out.trim_start_matches('\n').to_owned();
    let kept = out.trim_end().len();
    out.truncate(kept);
    out.push('\n');
    Ok(out)
}

/// Everything in a table.
fn table(table: &mut Table) {
    for (key, item) in table.iter_mut() {
        let name = key.get().to_owned();
        match item {
            Item::Table(inner) => {
                header(inner.decor_mut());
                self::table(inner);
            }
            Item::ArrayOfTables(list) => {
                for inner in list.iter_mut() {
                    header(inner.decor_mut());
                    self::table(inner);
                }
            }
            Item::Value(value) => {
                let mut key = key;
                pair(&mut key);
                entry(&name, value, name.len());
            }
            Item::None => {}
        }
    }
}

/// One blank line above a table, its comments between.
fn header(decor: &mut toml_edit::Decor) {
    let above = comment_lines(decor.prefix().and_then(|p| p.as_str()).unwrap_or_default());
    decor.set_prefix(format!("\n{above}"));
    trailing(decor);
}

/// The comments above a key, each on its line.
fn pair(key: &mut toml_edit::KeyMut<'_>) {
    let decor = key.leaf_decor_mut();
    let above = comment_lines(decor.prefix().and_then(|p| p.as_str()).unwrap_or_default());
    decor.set_prefix(above);
    decor.set_suffix(" ");
}

/// A value behind its key.
fn entry(name: &str, value: &mut Value, before: usize) {
    let comment = value.decor().suffix().and_then(|s| s.as_str()).unwrap_or_default().trim().to_owned();
    tidy(name, value, before.saturating_add(3));
    value.decor_mut().set_prefix(" ");
    value.decor_mut().set_suffix(if comment.is_empty() { String::new() } else { format!(" {comment}") });
}

fn tidy(name: &str, value: &mut Value, before: usize) {
    match value {
        Value::String(_) => {
            let Some(text) = value.as_str() else { return };
            let text = if CONDITIONS.contains(&name) {
                Condition::from(text).formatted().unwrap_or_else(|| text.to_owned())
            } else {
                text.to_owned()
            };
            *value = written(&text, CONDITIONS.contains(&name)).unwrap_or_else(|| Value::from(text));
        }
        Value::Array(array) => self::array(name, array, before),
        Value::InlineTable(table) => inline(table),
        _ => {}
    }
}

/// A text between the marks that suit it: a condition between `'`, since it has texts of its own.
fn written(text: &str, condition: bool) -> Option<Value> {
    let plain = !text.contains(['\'', '\n', '\r']) && !text.chars().any(char::is_control);
    let literal = plain && (condition || text.contains(['"', '\\']));
    literal.then(|| format!("'{text}'").parse().ok())?
}

fn array(name: &str, array: &mut Array, before: usize) {
    let commented =
        array.trailing().as_str().is_some_and(|t| t.contains('#')) || array.iter().any(has_comment);
    if commented {
        return;
    }
    array.set_trailing("");
    array.set_trailing_comma(false);
    for (i, value) in array.iter_mut().enumerate() {
        tidy(name, value, before);
        value.decor_mut().set_prefix(if i == 0 { "" } else { " " });
        value.decor_mut().set_suffix("");
    }
    if before.saturating_add(array.to_string().chars().count()) > WIDTH {
        for value in array.iter_mut() {
            value.decor_mut().set_prefix("\n    ");
        }
        array.set_trailing("\n");
        array.set_trailing_comma(true);
    }
}

fn has_comment(value: &Value) -> bool {
    let decor = value.decor();
    [decor.prefix(), decor.suffix()].into_iter().flatten().filter_map(|d| d.as_str()).any(|d| d.contains('#'))
}

fn inline(table: &mut InlineTable) {
    let last = table.len().saturating_sub(1);
    for (i, (mut key, value)) in table.iter_mut().enumerate() {
        let name = key.get().to_owned();
        key.leaf_decor_mut().set_prefix(" ");
        key.leaf_decor_mut().set_suffix(" ");
        tidy(&name, value, 0);
        value.decor_mut().set_prefix(" ");
        value.decor_mut().set_suffix(if i == last { " " } else { "" });
    }
}

/// A comment behind a table's header stays there.
fn trailing(decor: &mut toml_edit::Decor) {
    let comment = decor.suffix().and_then(|s| s.as_str()).unwrap_or_default().trim().to_owned();
    decor.set_suffix(if comment.is_empty() { String::new() } else { format!(" {comment}") });
}

/// The comments in what stands above something, each on its line; one blank line stays where there were some.
fn comment_lines(above: &str) -> String {
    let mut out = String::new();
    let mut blank = false;
    for line in above.lines().map(str::trim) {
        if line.is_empty() {
            blank = !out.is_empty();
            continue;
        }
        if blank {
            out.push('\n');
            blank = false;
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}
