//! Only the compiling process, for tests and benches; the server brings the same command in its own binary.

fn main() -> std::process::ExitCode {
    plugins_host::compile_child_main()
}
