//! Lines and columns of places that come in order.

/// A place in a text that is walked through once, however many mentions it has.
#[derive(Debug, Default)]
pub(crate) struct Place {
    byte: usize,
    /// From 0.
    pub(crate) line: usize,
    /// From 0, in characters.
    pub(crate) column: usize,
}

impl Place {
    /// Moves on to a byte that is not before the last one.
    pub(crate) fn go(&mut self, text: &str, byte: usize) {
        for c in text.get(self.byte..byte).unwrap_or_default().chars() {
            if c == '\n' {
                self.line = self.line.saturating_add(1);
                self.column = 0;
            } else {
                self.column = self.column.saturating_add(1);
            }
        }
        self.byte = byte;
    }
}
