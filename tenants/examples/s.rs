fn main(){ tenants::schemas::write_schemas(std::path::Path::new("tenants/schemas")).unwrap(); }
