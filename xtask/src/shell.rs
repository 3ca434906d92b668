//! Other programs, run without a shell, each shown before it runs.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::Result;

/// A command that shows itself.
pub(crate) struct Run(Command);

impl Run {
    pub(crate) fn new(program: impl AsRef<std::ffi::OsStr>) -> Self {
        Self(Command::new(program))
    }

    /// The cargo that runs this chore, at the root of the workspace.
    pub(crate) fn cargo(root: &Path) -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Self::new(cargo).dir(root)
    }

    pub(crate) fn dir(mut self, dir: &Path) -> Self {
        self.0.current_dir(dir);
        self
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<std::ffi::OsStr>) -> Self {
        self.0.arg(arg);
        self
    }

    /// Arguments separated by spaces; one that contains a space goes through [`arg`](Self::arg).
    pub(crate) fn args(mut self, args: &str) -> Self {
        self.0.args(args.split_whitespace());
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.0.env(name, value);
        self
    }

    pub(crate) fn env_remove(mut self, name: &str) -> Self {
        self.0.env_remove(name);
        self
    }

    /// As a person would type it; variables that were set come first, long values cut.
    fn show(&self) -> String {
        let mut out = String::from("$");
        for (name, value) in self.0.get_envs() {
            let Some(value) = value else { continue };
            let value = value.to_string_lossy();
            let short: String = value.chars().take(40).collect();
            let dots = if short.len() < value.len() { "…" } else { "" };
            out.push_str(&format!(" {}='{short}{dots}'", name.to_string_lossy()));
        }
        let program = Path::new(self.0.get_program());
        let program = program.file_name().unwrap_or(program.as_os_str());
        out.push_str(&format!(" {}", program.to_string_lossy()));
        for arg in self.0.get_args() {
            out.push_str(&format!(" {}", arg.to_string_lossy()));
        }
        out
    }

    /// Runs it with our output; an exit status other than 0 is an error.
    pub(crate) fn go(mut self) -> Result {
        let shown = self.show();
        println!("{shown}");
        let status = self.0.stdin(Stdio::null()).status().map_err(|e| format!("{shown}: {e}"))?;
        if status.success() { Ok(()) } else { Err(format!("{shown}: {status}").into()) }
    }

    /// Runs it with our output and gives what it printed on stdout as well.
    pub(crate) fn tell(mut self) -> Result<String> {
        let shown = self.show();
        println!("{shown}");
        let output = self
            .0
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .map_err(|e| format!("{shown}: {e}"))?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        print!("{said}");
        if output.status.success() { Ok(said) } else { Err(format!("{shown}: {}", output.status).into()) }
    }

    /// Runs it silently and gives what it printed on stdout; its stderr is shown where it fails.
    pub(crate) fn read(mut self) -> Result<String> {
        let shown = self.show();
        let output = self.0.stdin(Stdio::null()).output().map_err(|e| format!("{shown}: {e}"))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(format!("{shown}: {}\n{}", output.status, said.trim_end()).into());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// True where it can be run and exits with 0; prints nothing.
    pub(crate) fn works(mut self) -> bool {
        self.0
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|s| s.success())
    }
}
