//! The command line.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use kernel::{database::Placement, keys::TenantKey, locale::Locale};
use plugins_host::points::ExtensionPoint;
use plugins_tool::Language;

/// Kreislotse hosts the integration management of counties: each a tenant with a database of its own.
#[derive(Debug, Parser)]
#[command(name = "kreislotse", version)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) store: StoreArguments,
    /// Language of reports about configuration: de or en; by default that of the environment.
    #[arg(long, global = true, value_enum, default_value = "environment")]
    pub(crate) locale: LocaleArgument,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Where the installation's data lie.
#[derive(Debug, Clone, Args)]
pub(crate) struct StoreArguments {
    /// Folder of the embedded databases.
    #[arg(long, global = true, default_value = "data", env = "KREISLOTSE_DATA")]
    pub(crate) data: PathBuf,
    /// PostgreSQL database of the registry (postgres://…); tenants get databases of their own on
    /// the same server. Without it, everything lies in SQLite files in the data folder.
    #[arg(long, global = true, env = "DATABASE_URL", hide_env_values = true)]
    pub(crate) database_url: Option<Placement>,
    /// File with the key (at least 32 random bytes) that seals the audit trail; the same on all servers, and not where the
    /// databases are. Without it seals are plain hashes, which whoever can write into a database can make anew.
    #[arg(long, global = true, env = "KREISLOTSE_AUDIT_KEY_FILE")]
    pub(crate) audit_key_file: Option<PathBuf>,
    /// Says that this installation is a demo: synthetic people, demo accounts. Decided when the
    /// installation is made; a demo never becomes a real one, nor the other way round.
    #[arg(long, global = true)]
    pub(crate) demo: bool,
}

impl StoreArguments {
    /// The same, said to be a demo.
    pub(crate) fn of_a_demo(&self) -> Self {
        Self {
            demo: true,
            ..self.clone()
        }
    }
}

/// A language, or that of the environment.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LocaleArgument {
    /// From LC_ALL, LC_MESSAGES or LANG.
    Environment,
    /// German.
    De,
    /// English.
    En,
}

impl LocaleArgument {
    pub(crate) fn resolve(self) -> Locale {
        match self {
            LocaleArgument::De => Locale::De,
            LocaleArgument::En => Locale::En,
            LocaleArgument::Environment => ["LC_ALL", "LC_MESSAGES", "LANG"]
                .into_iter()
                .filter_map(|name| std::env::var(name).ok())
                .find(|value| !value.is_empty())
                .map_or(Locale::En, |value| {
                    if value.starts_with("de") {
                        Locale::De
                    } else {
                        Locale::En
                    }
                }),
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve all tenants over HTTP.
    Serve(ServeArguments),
    /// Fill a demo with synthetic people; makes the demo if there is none yet.
    Demo(DemoArguments),
    /// Check, add and look after tenants.
    #[command(subcommand)]
    Tenant(TenantCommand),
    /// Make accounts.
    #[command(subcommand)]
    Account(AccountCommand),
    /// Look after the audit trail.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Print the county's GraphQL schema (SDL).
    Schema,
    /// Write rules for a county: build, check, test and measure them, without a server.
    #[command(subcommand)]
    Plugin(PluginCommand),
}

#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// Find the first entry that was changed, removed or added; fails if there is one.
    Verify(AuditVerifyArguments),
}

#[derive(Debug, Clone, Args)]
pub(crate) struct AuditVerifyArguments {
    /// The county; by default all.
    #[arg(long)]
    pub(crate) tenant: Option<TenantKey>,
    /// POSITION:HASH as this command printed it earlier. Kept elsewhere, it shows that the whole trail was not cut off or
    /// written anew.
    #[arg(long, requires = "tenant")]
    pub(crate) head: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PluginCommand {
    /// Make a folder with a small rule that works, and everything that is needed to build it.
    New {
        /// The extension point, such as case-closing.
        #[arg(long, value_parser = plugins_tool::parse_point)]
        point: ExtensionPoint,
        /// The language: rust, python or typescript.
        #[arg(long)]
        language: Language,
        /// The folder; its last part becomes the key of the rule.
        folder: PathBuf,
    },
    /// Make a component of a rule's folder.
    Build {
        /// The folder, with Cargo.toml, src/app.py or src/rule.ts.
        folder: PathBuf,
        /// The extension point, where neither the folder's rule.json nor Rust says it.
        #[arg(long, value_parser = plugins_tool::parse_point)]
        point: Option<ExtensionPoint>,
        /// Where the component goes; by default rule.wasm in the folder.
        #[arg(long)]
        output: Option<PathBuf>,
    },
    /// Say whether the platform would take a component, and what it shows of it.
    Check {
        /// The component.
        component: PathBuf,
    },
    /// Run the golden cases of a rule.
    Test {
        /// The component.
        component: PathBuf,
        /// The folder of its cases.
        cases: PathBuf,
    },
    /// Bring a rule to a county and wait until it is checked there.
    Upload(UploadArguments),
    /// Prove that a county's stored decisions come out again, byte for byte.
    Replay {
        /// The county's key.
        county: TenantKey,
    },
    /// Measure what the golden cases of a rule cost.
    Bench {
        /// The component.
        component: PathBuf,
        /// The folder of its cases.
        cases: PathBuf,
    },
}

#[derive(Debug, Clone, Args)]
pub(crate) struct UploadArguments {
    /// The county's address, such as https://kreislotse.example/k/coesfeld.
    #[arg(long)]
    pub(crate) county: String,
    /// An API token of somebody who prepares rules; made on the page "API tokens".
    #[arg(long, env = "KREISLOTSE_TOKEN", hide_env_values = true)]
    pub(crate) token: String,
    /// What is new in it.
    #[arg(long, default_value = "")]
    pub(crate) note: String,
    /// The component.
    pub(crate) component: PathBuf,
    /// The folder of its golden cases.
    pub(crate) cases: Option<PathBuf>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct ServeArguments {
    /// Address to listen on; port 0 takes a free one and prints it.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// Session cookies are sent over HTTPS only. On by default, except in a demo.
    #[arg(long)]
    pub(crate) secure_cookies: Option<bool>,
    /// Send the number of SQL statements of each request in the header x-sql-statements.
    #[arg(long)]
    pub(crate) expose_statement_count: bool,
    /// Send traces to this OTLP collector (gRPC), for instance http://localhost:4317.
    #[arg(long, env = "OTEL_EXPORTER_OTLP_ENDPOINT")]
    pub(crate) otlp: Option<String>,
    /// Share of requests that are traced, 0 to 1; a caller's decision goes first.
    #[arg(long, default_value_t = 0.1, env = "OTEL_TRACES_SAMPLER_ARG")]
    pub(crate) trace_ratio: f64,
    /// Folder with the counties that a demo brings along.
    #[arg(long, default_value = "tenants/counties")]
    pub(crate) county_folder: PathBuf,
    /// Synthetic cases for each county of a new demo.
    #[arg(long, default_value_t = 200)]
    pub(crate) demo_cases: u32,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct DemoArguments {
    /// The county to fill; by default every county of the demo.
    #[arg(long)]
    pub(crate) county: Option<TenantKey>,
    /// Folder with the counties that a new demo brings along.
    #[arg(long, default_value = "tenants/counties")]
    pub(crate) county_folder: PathBuf,
    /// How many counties the demo has; those beyond the folder's are invented, with municipalities of the official list.
    #[arg(long)]
    pub(crate) counties: Option<usize>,
    /// How many cases to add to each.
    #[arg(long, default_value_t = 20_000)]
    pub(crate) cases: u32,
    /// The same seed, number and reference date make the same people.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// The day on which the cases stand, by default today (YYYY-MM-DD).
    #[arg(long)]
    pub(crate) reference_date: Option<chrono::NaiveDate>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TenantCommand {
    /// Name every mistake in a county's folder.
    Check {
        /// The county's folder.
        folder: PathBuf,
    },
    /// Copy a county's folder as a template for a new one.
    New {
        /// The key of the new county.
        key: TenantKey,
        /// The folder of the county to copy, or its key under tenants/counties.
        #[arg(long)]
        from: String,
        /// The new folder; by default beside the one copied.
        #[arg(long)]
        into: Option<PathBuf>,
    },
    /// Write the JSON Schema of each configuration file.
    Schema {
        /// Where to.
        #[arg(default_value = "tenants/schemas")]
        folder: PathBuf,
    },
    /// Bring a county into the platform; running servers take it up by themselves.
    Add {
        /// The county's folder.
        folder: PathBuf,
        /// An empty database made for it; by default one is made.
        #[arg(long)]
        database: Option<Placement>,
    },
    /// Store a new version of a county's configuration; running servers take it up by themselves.
    Update {
        /// The county's folder.
        folder: PathBuf,
    },
    /// List all tenants with state and migration errors.
    List,
    /// Bring the databases of all tenants up to date.
    Migrate,
    /// Stop serving a tenant.
    Suspend {
        /// Its key.
        key: TenantKey,
    },
    /// Serve a suspended tenant again.
    Resume {
        /// Its key.
        key: TenantKey,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum AccountCommand {
    /// Make an account; its password is read from standard input.
    Add(AccountAddArguments),
}

#[derive(Debug, Clone, Args)]
pub(crate) struct AccountAddArguments {
    /// The county.
    pub(crate) tenant: TenantKey,
    /// What is typed at sign-in.
    #[arg(long)]
    pub(crate) login: String,
    /// The name that colleagues know.
    #[arg(long)]
    pub(crate) name: String,
    /// The role, such as kim_lead or case_manager.
    #[arg(long)]
    pub(crate) role: String,
    /// Carriers whose cases the account works with.
    #[arg(long = "carrier")]
    pub(crate) carriers: Vec<kernel::keys::CarrierKey>,
    /// Units whose cases the account works with.
    #[arg(long = "unit")]
    pub(crate) units: Vec<kernel::keys::UnitKey>,
    /// Posts that the account holds.
    #[arg(long = "post")]
    pub(crate) posts: Vec<kernel::keys::PostKey>,
}
