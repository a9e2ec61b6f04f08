//! Pages, words and assets are compiled in; a new file among them is a reason to build again.

fn main() {
    for folder in ["assets/dist", "locales", "templates", "src/pages"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
