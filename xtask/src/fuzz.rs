//! The fuzz targets, built and run with nothing but the toolchain at hand and a C++ compiler.
//!
//! `cargo fuzz` works in the same folder. It is not needed: libFuzzer comes with crate `libfuzzer-sys`, and the coverage
//! that it steers by is a matter of compiler flags that stable Rust takes. The library has no unsafe code, so the address
//! sanitizer, which needs a nightly toolchain, is left out unless it is asked for.

use std::fs;
use std::path::PathBuf;

use crate::Result;
use crate::shell::Run;
use crate::workspace::{Workspace, toolchains};

/// What `cargo fuzz` passes to rustc, its sanitizer aside.
const COVERAGE: &str = "--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares \
    -Cllvm-args=-simplifycfg-branch-fold-threshold=0";

struct Plan {
    seconds: u32,
    build_only: bool,
    targets: Vec<String>,
    address: bool,
}

pub(crate) fn run(args: &[String]) -> Result {
    let plan = parse(args)?;
    let workspace = Workspace::load()?;
    let fuzz = Fuzz::new(&workspace, &plan)?;
    if plan.build_only {
        return fuzz.build_fast();
    }
    fuzz.build()?;
    let mut failed = Vec::new();
    for target in &fuzz.targets {
        println!("\n== {target}: {} s", plan.seconds);
        if let Err(error) = fuzz.fuzz(target, plan.seconds) {
            println!("{error}");
            failed.push(target.as_str());
        }
    }
    if failed.is_empty() {
        println!("\n{} targets ran {} s each without a finding", fuzz.targets.len(), plan.seconds);
        return Ok(());
    }
    Err(format!(
        "findings in {}: the inputs are in fuzz/artifacts/TARGET; once the cause is mended, move each with a telling name \
         to fuzz/regressions/TARGET, where `cargo test` replays it",
        failed.join(", ")
    )
    .into())
}

fn parse(args: &[String]) -> Result<Plan> {
    let mut plan = Plan { seconds: 60, build_only: false, targets: Vec::new(), address: false };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--build" => plan.build_only = true,
            "--target" => plan.targets.push(args.next().ok_or("`--target` wants a name")?.clone()),
            "--sanitizer" => match args.next().map(String::as_str) {
                Some("address") => plan.address = true,
                Some("none") => plan.address = false,
                _ => return Err("`--sanitizer` is `address` or `none`".into()),
            },
            number => {
                plan.seconds =
                    number.parse().map_err(|_| format!("`{number}` is not a number of seconds"))?;
            }
        }
    }
    if plan.seconds == 0 {
        return Err("0 s would run for ever".into());
    }
    Ok(plan)
}

struct Fuzz<'a> {
    workspace: &'a Workspace,
    dir: PathBuf,
    targets: Vec<String>,
    host: String,
    /// The nightly toolchain where the address sanitizer is wanted.
    nightly: Option<String>,
}

impl<'a> Fuzz<'a> {
    fn new(workspace: &'a Workspace, plan: &Plan) -> Result<Self> {
        let dir = workspace.root.join("fuzz");
        let mut all = Vec::new();
        for entry in fs::read_dir(dir.join("fuzz_targets"))? {
            let path = entry?.path();
            if path.extension().is_some_and(|e| e == "rs") {
                all.extend(path.file_stem().map(|s| s.to_string_lossy().into_owned()));
            }
        }
        all.sort();
        if let Some(wrong) = plan.targets.iter().find(|t| !all.contains(t)) {
            return Err(format!("no fuzz target `{wrong}`; there are {}", all.join(", ")).into());
        }
        let nightly = if plan.address {
            let found = toolchains().into_iter().find(|t| t.starts_with("nightly"));
            Some(found.ok_or("the address sanitizer needs a nightly toolchain, and rustup has none")?)
        } else {
            None
        };
        Ok(Self {
            workspace,
            dir,
            targets: if plan.targets.is_empty() { all } else { plan.targets.clone() },
            host: workspace.rustc("host")?,
            nightly,
        })
    }

    /// Cargo in fuzz/. The target is named so that the flags stay away from build scripts and macros.
    fn cargo(&self, command: &str) -> Run {
        let run = match &self.nightly {
            Some(toolchain) => Run::new("rustup")
                .dir(&self.workspace.root)
                .args("run")
                .arg(toolchain)
                .args("cargo")
                .env_remove("RUSTC"),
            None => self.workspace.cargo(),
        };
        run.args(command)
            .args("--manifest-path fuzz/Cargo.toml --quiet --target")
            .arg(&self.host)
            .arg("--target-dir")
            .arg(self.target_dir())
    }

    fn target_dir(&self) -> PathBuf {
        self.workspace.target.join(if self.nightly.is_some() { "fuzz-address" } else { "fuzz" })
    }

    fn flags(&self) -> String {
        let sanitizer = if self.nightly.is_some() { " -Zsanitizer=address" } else { "" };
        format!("{COVERAGE}{sanitizer}")
    }

    /// What CI needs to know: that every target compiles and links.
    fn build_fast(&self) -> Result {
        if cxx_works(&self.workspace.target)? {
            return self.cargo("build --bins --locked").env("RUSTFLAGS", self.flags()).go();
        }
        println!("no C++ compiler, so libFuzzer cannot be built here: the targets are checked, not linked");
        let stand_in = self.workspace.target.join("libstandin.a");
        // An archive without members; libfuzzer-sys names it to the linker in place of its own, and nothing links here.
        fs::write(&stand_in, b"!<arch>\n")?;
        self.cargo("check --bins")
            .env("RUSTFLAGS", "--cfg fuzzing")
            .env("CUSTOM_LIBFUZZER_PATH", &stand_in)
            .go()
    }

    fn build(&self) -> Result {
        let mut cargo = self.cargo("build --release").env("RUSTFLAGS", self.flags());
        for target in &self.targets {
            cargo = cargo.arg("--bin").arg(target);
        }
        // What other crates say of a number; they take minutes to build, and the other targets do without.
        if self.targets.iter().any(|t| t == "phone") {
            cargo = cargo.args("--features oracles");
        }
        cargo.go()
    }

    fn fuzz(&self, target: &str, seconds: u32) -> Result {
        let folder = |name: &str| self.dir.join(name).join(target);
        for name in ["corpus", "artifacts"] {
            fs::create_dir_all(folder(name))?;
        }
        let mut run = Run::new(self.target_dir().join(&self.host).join("release").join(target))
            .dir(&self.dir)
            .arg(format!("-max_total_time={seconds}"))
            .args("-timeout=10 -rss_limit_mb=2048 -max_len=4096 -dict=german.dict -print_final_stats=1 -verbosity=0 -print_funcs=0")
            .arg(format!("-artifact_prefix=artifacts/{target}/"))
            // What libFuzzer finds goes into the first folder; the others are only read.
            .arg(folder("corpus"));
        for name in ["seeds", "regressions"] {
            if folder(name).is_dir() {
                run = run.arg(folder(name));
            }
        }
        run.go()
    }
}

/// True where a C++ compiler takes a file that includes a C++ header.
fn cxx_works(target: &std::path::Path) -> Result<bool> {
    fs::create_dir_all(target)?;
    let source = target.join("cxx-probe.cc");
    fs::write(&source, "#include <vector>\nint main() { return std::vector<int>{}.size(); }\n")?;
    let compiler = std::env::var_os("CXX").unwrap_or_else(|| "c++".into());
    Ok(Run::new(compiler).args("-fsyntax-only").arg(&source).works())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn arguments_are_read_in_any_order() {
        let plan = parse(&words("--target phone 5 --sanitizer address")).unwrap();
        assert_eq!((plan.seconds, plan.build_only, plan.address), (5, false, true));
        assert_eq!(plan.targets, ["phone"]);
        assert_eq!(parse(&[]).unwrap().seconds, 60);
    }

    #[test]
    fn wrong_arguments_are_refused() {
        let error = |text| parse(&words(text)).err().map(|e| e.to_string()).unwrap_or_default();
        assert_eq!(error("lang"), "`lang` is not a number of seconds");
        assert_eq!(error("--target"), "`--target` wants a name");
        assert_eq!(error("--sanitizer memory"), "`--sanitizer` is `address` or `none`");
        assert_eq!(error("0"), "0 s would run for ever");
    }
}
