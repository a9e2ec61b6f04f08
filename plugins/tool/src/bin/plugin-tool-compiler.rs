//! Only the compiling process, for the tool's tests; `kreislotse` brings the same command in its own binary.

fn main() -> std::process::ExitCode {
    plugins_host::compile_child_main()
}
