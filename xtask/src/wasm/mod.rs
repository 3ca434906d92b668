//! adapters/wasm: the module, the package around it, its sizes, its tests and its benches.

mod sizes;
mod tools;
mod types;

use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::shell::Run;
use crate::workspace::Workspace;
use tools::Tools;

/// The zones in the module: where German is spoken, UTC, which is always there, and two that a fixture needs each, for
/// a clock that goes forward by half an hour and for one that is not Berlin's.
const ZONES: &str = "^(Europe/(Berlin|Vienna|Zurich|London)|Australia/Lord_Howe)$";

/// Everything that adapters/wasm can do; `world` costs more than it gives in a browser.
const ALL: &str = "agent,appointment,phone,redact,rules,template";

/// The module in a package.
const MODULE: &str = "klartext_wasm_bg.wasm";

#[derive(Default)]
struct Plan {
    features: Option<String>,
    test: bool,
    bench: bool,
    sizes: bool,
}

pub(crate) fn run(args: &[String]) -> Result {
    let plan = parse(args)?;
    let workspace = Workspace::load()?;
    let wasm = Wasm::new(&workspace, Tools::find()?);
    let features = plan.features.as_deref().unwrap_or(ALL);
    let package = wasm.dir.join("pkg");
    wasm.package(features, &package)?;
    if plan.sizes {
        sizes::run(&wasm)?;
    }
    if plan.test {
        wasm.test(&package)?;
    }
    if plan.bench {
        wasm.bench()?;
    }
    Ok(())
}

/// What to install, where no toolchain here builds for a browser.
pub(crate) fn missing_toolchain() -> Option<String> {
    Tools::find().err().map(|missing| missing.to_string())
}

/// The step of `cargo xtask ci`: the package and its tests, where there is what they need.
pub(crate) fn test_if_there() -> Result {
    let workspace = Workspace::load()?;
    match Tools::find() {
        Ok(tools) if tools.node.is_none() => println!("skipped: node is missing"),
        Err(missing) => println!("skipped: {missing}"),
        Ok(tools) => {
            let wasm = Wasm::new(&workspace, tools);
            let package = wasm.dir.join("pkg");
            wasm.package(ALL, &package)?;
            sizes::compare(&wasm, &package)?;
            wasm.test(&package)?;
        }
    }
    Ok(())
}

fn parse(args: &[String]) -> Result<Plan> {
    let mut plan = Plan::default();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--test" => plan.test = true,
            "--bench" => plan.bench = true,
            "--sizes" => plan.sizes = true,
            "--features" => {
                plan.features =
                    Some(args.next().ok_or("`--features` wants a list such as `rules,phone`")?.clone());
            }
            _ => return Err(format!("`wasm` takes no `{arg}`").into()),
        }
    }
    Ok(plan)
}

/// Where things are built, and with what.
struct Wasm<'w> {
    workspace: &'w Workspace,
    tools: Tools,
    /// The adapter's sources.
    adapter: PathBuf,
    /// Everything that is built.
    dir: PathBuf,
}

impl<'w> Wasm<'w> {
    fn new(workspace: &'w Workspace, tools: Tools) -> Self {
        let (adapter, dir) = (workspace.root.join("adapters/wasm"), workspace.target.join("wasm"));
        Self { workspace, tools, adapter, dir }
    }

    /// The package, with the declarations and all that npm wants to see.
    fn package(&self, features: &str, folder: &Path) -> Result {
        self.link(features, folder)?;
        for file in fs::read_dir(self.adapter.join("js"))? {
            let file = file?;
            fs::copy(file.path(), folder.join(file.file_name()))?;
        }
        for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
            fs::copy(self.workspace.root.join(licence), folder.join(licence))?;
        }
        fs::write(folder.join("types.d.ts"), types::of(&self.workspace.root.join("schema"))?)?;
        println!("the package is in {}", folder.display());
        Ok(())
    }

    /// The module and what wasm-bindgen writes beside it, in a folder that has nothing else in it.
    ///
    /// Without wasm-opt: with `-Oz` of binaryen 132 the module is smaller by a tenth as it is, and larger by three to seven
    /// parts in a hundred as it is sent, with gzip or brotli, whatever passes were tried.
    fn link(&self, features: &str, folder: &Path) -> Result {
        let build = self.dir.join("cargo");
        self.tools
            .cargo(&self.workspace.root)
            .args("--package klartext-wasm --lib --profile wasm --locked --no-default-features --features")
            .arg(features)
            .arg("--target-dir")
            .arg(&build)
            .env("CHRONO_TZ_TIMEZONE_FILTER", ZONES)
            .go()?;
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        let module = build.join("wasm32-unknown-unknown/wasm/klartext_wasm.wasm");
        self.workspace
            .cargo()
            .args(
                "run --release --quiet --locked --manifest-path adapters/wasm/build/Cargo.toml --target-dir",
            )
            .arg(self.dir.join("build"))
            .arg("--")
            .arg(&module)
            .arg(folder)
            .go()
    }

    fn node(&self) -> Result<Run> {
        let node = self.tools.node.as_ref().ok_or("node is missing; version 20 or later is needed")?;
        Ok(Run::new(node).dir(&self.adapter))
    }

    /// The fixtures with the library's answers, then the tests under Node.
    fn test(&self, package: &Path) -> Result {
        let exchanges = self.dir.join("exchanges.jsonl");
        // Without `world`, as the module is built.
        self.workspace
            .cargo()
            .args("run --quiet --locked --package klartext-cli --no-default-features --example exchanges --")
            .arg(&exchanges)
            .arg("fixtures")
            .go()?;
        self.node()?
            .args("--test test/errors.test.mjs test/exchanges.test.mjs")
            .env("KLARTEXT_PKG", package)
            .env("KLARTEXT_EXCHANGES", &exchanges)
            .go()?;
        self.types()
    }

    /// An example in TypeScript against the declarations, where the compiler can be had.
    fn types(&self) -> Result {
        let Some(tsc) = tools::tsc(&self.dir.join("tools")) else {
            println!("the declarations are not checked: typescript is missing, and so is npm to install it");
            return Ok(());
        };
        let example = self.dir.join("types.mts");
        fs::copy(self.adapter.join("test/types.mts"), &example)?;
        self.node()?
            .arg(tsc)
            .args("--noEmit --strict --module nodenext --target es2024 --lib es2024,dom,esnext")
            .arg(example)
            .go()
    }

    /// Beside other libraries, which npm installs.
    fn bench(&self) -> Result {
        let bench = self.adapter.join("bench");
        if !bench.join("node_modules").exists() {
            Run::new("npm").dir(&bench).args("ci --no-audit --no-fund").go()?;
        }
        self.node()?.args("--expose-gc bench/run.mjs").env("KLARTEXT_PKG", self.dir.join("pkg")).go()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_read_or_refused() {
        let plan = |text: &str| {
            let args: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            parse(&args).map(|p| (p.features, p.test, p.sizes)).map_err(|e| e.to_string())
        };
        assert_eq!(plan(""), Ok((None, false, false)));
        assert_eq!(plan("--test --features rules"), Ok((Some("rules".into()), true, false)));
        assert_eq!(plan("--fast").unwrap_err(), "`wasm` takes no `--fast`");
        assert!(plan("--features").unwrap_err().contains("wants a list"));
    }
}
