//! A template that somebody cut by hand: what no engine can be faster than.

/// Literals, each with the place of the value behind it, and what follows the last value.
#[derive(Debug)]
pub struct Precut {
    pieces: Vec<(String, usize)>,
    tail: String,
}

impl Precut {
    /// Cuts at the first `<<name>>` of each name; `None` where one is missing, or they stand in another order.
    pub fn new(text: &str, names: &[&str]) -> Option<Self> {
        let mut rest = text;
        let mut pieces = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let (before, after) = rest.split_once(&format!("<<{name}>>"))?;
            pieces.push((before.to_owned(), at));
            rest = after;
        }
        Some(Self { pieces, tail: rest.to_owned() })
    }

    /// The text in a new string of the right length.
    pub fn render(&self, values: &[&str]) -> String {
        let mut out = String::new();
        self.render_into(values, &mut out);
        out
    }

    /// The same behind what `out` has.
    pub fn render_into(&self, values: &[&str], out: &mut String) {
        let value = |at: &usize| values.get(*at).copied().unwrap_or("");
        let length: usize = self.pieces.iter().map(|(t, at)| t.len().saturating_add(value(at).len())).sum();
        out.reserve(length.saturating_add(self.tail.len()));
        for (text, at) in &self.pieces {
            out.push_str(text);
            out.push_str(value(at));
        }
        out.push_str(&self.tail);
    }
}
