//! `klartext-wasm-build MODULE FOLDER`: writes what JavaScript needs beside a module that was built with wasm-bindgen.

use std::error::Error;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args_os().skip(1);
    let (Some(module), Some(folder)) = (args.next(), args.next()) else {
        return Err("say which module, and the folder to write to".into());
    };
    Bindgen::new()
        .web(true)?
        .input_path(module)
        .out_name("klartext_wasm")
        // The package has declarations of its own.
        .typescript(false)
        // `init()` without an argument fetches the module that lies beside it.
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)?;
    Ok(())
}
