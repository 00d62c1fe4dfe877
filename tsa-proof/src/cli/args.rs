//! The command tree: every command, option and help text, and nothing that runs.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::i18n::Lang;

/// Prove when a file existed, and who held it
///
/// Takes fingerprints of files, has them time-stamped, keeps the proofs, and checks them without anybody's help.
/// The files themselves never leave this machine.
#[derive(Debug, Parser)]
#[command(name = "proof", version, max_term_width = 100, after_help = EXIT_CODES)]
#[command(subcommand_required = true, arg_required_else_help = true, disable_help_subcommand = true)]
pub(crate) struct Args {
    /// Write one JSON object to stdout instead of text
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(crate) json: bool,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Time-stamp files and folders
    ///
    /// Each file gets a proof of its own: FILE.proof.zip beside it, or under --out with the same path. What is there is never
    /// replaced: a file that has a proof of its present content is left alone, and one that was changed since gets FILE.2.proof.zip.
    /// Interrupted work goes on where it stopped when the same command is given again: fingerprints are kept in a state file,
    /// nothing is deposited twice, and what failed is taken up anew.
    ///
    /// Folders are taken with everything in them, hidden files too. Links in them are not followed; links, pipes, sockets, devices, and
    /// what runs of this program left (.proof.zip, .tsr, states) are passed over and counted. For the service, a file that
    /// cannot be read stops the command before anything is sent; with --tsa it is named, and the others go on.
    ///
    /// With --as-folder or --git there is one proof for many files. Its package has manifest.json, which lists them with their
    /// fingerprints; keep it, and keep it to yourself: it is in no other place. A file of the folder can be shown without the others
    /// (proof show). The fingerprint is salted by a secret in the manifest, so nobody can guess a file from it, were it a single short one.
    ///
    /// With --service (and an API key) the proof names its holders. By naming them you state that they hold the file and
    /// that you may name them. With --tsa any RFC 3161 authority will do, without a key: the proof is FILE.tsr, and names
    /// nobody.
    #[command(after_help = STAMP_EXAMPLES)]
    Stamp(Box<StampArgs>),
    /// Check proofs; offline unless --service is given
    ///
    /// Give a package (.proof.zip, or the folder it was unpacked to) and the file; or a token (.tsr, .tst) and the file.
    /// Three verdicts: is it this file, did it exist then, did the service record this claim by its holders.
    ///
    /// Whom to believe is for you to say: --service takes roots, trust entry, log keys and revocation lists from the service that you
    /// name; --root, --trust and --log-policy from files of yours. What you do not say is taken from the package: then the answer says
    /// so, and "all is well" becomes "cannot tell".
    #[command(after_help = VERIFY_EXAMPLES)]
    Verify(VerifyArgs),
    /// Show one file of a folder, without the others
    ///
    /// Makes a package of its own for a file, of the package that a folder or a Git commit got: FILE.proof.zip here, or under --out. It
    /// says nothing of the other files but their number.
    #[command(after_help = SHOW_EXAMPLE)]
    Show(ShowArgs),
    /// Fetch packages from the service
    ///
    /// By the identifiers of deposits or of single proofs, or all of them. What is there already is left alone.
    Export(ExportArgs),
    /// Write a completion script for a shell
    Completions {
        /// For which shell
        shell: Shell,
    },
    /// Write man pages into a directory
    Man {
        /// The directory; it is made if missing
        #[arg(long, value_name = "DIR", default_value = "man")]
        out: PathBuf,
    },
}

/// Where the service is.
#[derive(Debug, clap::Args)]
pub(crate) struct ServiceArgs {
    /// Address of the proof service
    #[arg(long, value_name = "URL", env = "PROOF_SERVICE", default_value = DEFAULT_SERVICE, hide_env_values = true)]
    #[arg(help_heading = "Service")]
    pub(crate) service: String,

    /// File with the API key; else the environment variable PROOF_API_KEY is read
    #[arg(long, value_name = "FILE", help_heading = "Service")]
    pub(crate) api_key_file: Option<PathBuf>,

    /// Allow http:// to other machines: anybody on the way can read the key and the names
    #[arg(long, help_heading = "Service")]
    pub(crate) insecure_http: bool,
}

/// `proof stamp`.
#[derive(Debug, clap::Args)]
pub(crate) struct StampArgs {
    /// Files, and folders with everything in them
    #[arg(required_unless_present = "git", value_name = "FILE|DIR")]
    pub(crate) paths: Vec<PathBuf>,

    /// One proof for each folder as a whole, DIR.proof.zip, instead of one for each file
    #[arg(long, conflicts_with = "tsa", help_heading = "One proof for many files")]
    pub(crate) as_folder: bool,

    /// One proof of a commit of a Git repository: REPOSITORY-COMMIT.proof.zip here, or under --out
    #[arg(long, value_name = "REV", conflicts_with_all = ["tsa", "as_folder", "paths"])]
    #[arg(help_heading = "One proof for many files")]
    pub(crate) git: Option<String>,

    /// The repository of --git
    #[arg(long, value_name = "DIR", requires = "git", default_value = ".", hide_default_value = true)]
    #[arg(help_heading = "One proof for many files")]
    pub(crate) repository: PathBuf,

    #[command(flatten)]
    pub(crate) service: ServiceArgs,

    /// URL of any RFC 3161 time-stamping authority, instead of the service
    #[arg(long, value_name = "URL", help_heading = "Bare authority")]
    pub(crate) tsa: Option<String>,

    /// Root of that authority, PEM; without one its answers are compared with what was asked, and not verified
    #[arg(long, value_name = "FILE", requires = "tsa", help_heading = "Bare authority")]
    pub(crate) root: Vec<PathBuf>,

    /// Policy to ask that authority for
    #[arg(long, value_name = "OID", requires = "tsa", help_heading = "Bare authority")]
    pub(crate) policy: Option<String>,

    /// A person who holds the files; give it again for more
    #[arg(long, value_name = "NAME", conflicts_with = "tsa", help_heading = "Claim")]
    pub(crate) holder: Vec<String>,

    /// An organisation that holds the files; give it again for more
    #[arg(long, value_name = "NAME", conflicts_with = "tsa", help_heading = "Claim")]
    pub(crate) organisation: Vec<String>,

    /// As what the holders are named
    #[arg(long, value_enum, default_value_t = Role::Holder, help_heading = "Claim")]
    pub(crate) role: Role,

    /// Who deposits for the holders
    #[arg(long, value_name = "NAME", conflicts_with = "tsa", help_heading = "Claim")]
    pub(crate) agent: Option<String>,

    /// The agent's own reference
    #[arg(long, value_name = "TEXT", requires = "agent", help_heading = "Claim")]
    pub(crate) matter: Option<String>,

    /// What the files are
    #[arg(long, value_enum, default_value_t = Category::Other, help_heading = "Claim")]
    pub(crate) category: Category,

    /// Where in their life they are
    #[arg(long, value_enum, help_heading = "Claim")]
    pub(crate) stage: Option<Stage>,

    /// Put file names (paths within a folder) into the claims; without it they do not leave this machine
    #[arg(long, conflicts_with = "tsa", help_heading = "Claim")]
    pub(crate) names: bool,

    /// Seal file names in the claims: FILE.name-seal.json beside each proof can show the name later, and nothing else can
    #[arg(long, conflicts_with_all = ["tsa", "names"], help_heading = "Claim")]
    pub(crate) seal_names: bool,

    /// Language in which you read the declaration
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = language, help_heading = "Claim")]
    pub(crate) lang: Lang,

    /// Your own words for the deposit; in no proof
    #[arg(long, value_name = "TEXT", conflicts_with = "tsa")]
    pub(crate) label: Option<String>,

    /// Put verify.html into each package, the page that checks it in a browser: two megabytes each
    #[arg(long, conflicts_with = "tsa")]
    pub(crate) verify_page: bool,

    /// Put the proofs there, not beside the files
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Where unfinished work is remembered [default: .proof-stamp.json in --out, or in the current directory]
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
}

/// `proof verify`.
#[derive(Debug, clap::Args)]
pub(crate) struct VerifyArgs {
    /// Packages, archives of packages, tokens, claims, proofs of logging, and the files themselves, in any order
    #[arg(required = true, value_name = "FILE|DIR")]
    pub(crate) paths: Vec<PathBuf>,

    /// Take from this proof service whom to believe; files given by the options below go before it
    #[arg(long, value_name = "URL", help_heading = "Trust")]
    pub(crate) service: Option<String>,

    /// Allow http:// to other machines: anybody on the way can say whom to believe
    #[arg(long, requires = "service", help_heading = "Trust")]
    pub(crate) insecure_http: bool,

    /// A root that you trust, PEM; give it again for more
    #[arg(long, value_name = "FILE", help_heading = "Trust")]
    pub(crate) root: Vec<PathBuf>,

    /// Trust entry (trust.txt) of the service, instead of the one in the package
    #[arg(long, value_name = "FILE", help_heading = "Trust")]
    pub(crate) trust: Option<PathBuf>,

    /// Keys of the public log (a C2SP tlog-policy), instead of those in the package
    #[arg(long, value_name = "FILE", help_heading = "Trust")]
    pub(crate) log_policy: Option<PathBuf>,

    /// CRLs, PEM; beside those in the package
    #[arg(long, value_name = "FILE", help_heading = "Trust")]
    pub(crate) crl: Vec<PathBuf>,

    /// The proof is of a Git commit: compare it with this one
    #[arg(long, value_name = "REV", help_heading = "Git")]
    pub(crate) git: Option<String>,

    /// The repository of --git
    #[arg(long, value_name = "DIR", requires = "git", default_value = ".", hide_default_value = true)]
    #[arg(help_heading = "Git")]
    pub(crate) repository: PathBuf,
}

/// `proof show`.
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// The package of the folder
    #[arg(value_name = "PACKAGE")]
    pub(crate) package: PathBuf,

    /// Paths within the folder, as its manifest has them
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<String>,

    /// Put the packages there
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// `proof export`.
#[derive(Debug, clap::Args)]
pub(crate) struct ExportArgs {
    /// Identifiers of deposits or of proofs: 32 hexadecimal digits
    #[arg(value_name = "ID", required_unless_present = "all")]
    pub(crate) ids: Vec<String>,

    /// Everything that the account has
    #[arg(long, conflicts_with = "ids")]
    pub(crate) all: bool,

    #[command(flatten)]
    pub(crate) service: ServiceArgs,

    /// Language of the README in the packages
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = language)]
    pub(crate) lang: Lang,

    /// Put verify.html into each package, the page that checks it in a browser: two megabytes each
    #[arg(long)]
    pub(crate) verify_page: bool,

    /// Where to put the packages
    #[arg(long, value_name = "DIR", default_value = "proofs")]
    pub(crate) out: PathBuf,
}

fn language(tag: &str) -> Result<Lang, String> {
    let tags = || Lang::ALL.map(Lang::tag).join(", ");
    Lang::from_tag(tag).ok_or_else(|| format!("there are {}", tags()))
}

/// As what holders are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Role {
    Holder,
    Author,
    Owner,
    Inventor,
    Party,
}

/// What kind of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Category {
    TradeSecret,
    Research,
    Creative,
    Software,
    Contract,
    EvidenceOfUse,
    Other,
}

/// Where in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    Idea,
    Develop,
    Protect,
    Manage,
}

const DEFAULT_SERVICE: &str = "http://127.0.0.1:3181";
const EXIT_CODES: &str =
    "Exit codes: 0 all is well, 1 a check failed, 2 wrong arguments, 3 cannot tell, 4 a file or the network.";
const STAMP_EXAMPLES: &str = "Examples:
  proof stamp design.pdf --holder 'Ada Example' --role author
  proof stamp ./project --organisation 'Example Ltd' --category software --names --out ./proofs
  proof stamp ./dataset --as-folder --holder 'Ada Example' --category research
  proof stamp --git v1.0 --organisation 'Example Ltd' --category software
  proof stamp thesis.pdf --tsa http://tsa.example/tsa --root tsa-root.pem";
const VERIFY_EXAMPLES: &str = "Examples:
  proof verify design.pdf design.pdf.proof.zip --service https://proof.example
  proof verify design.pdf design.pdf.proof.zip --root roots.pem --trust trust.txt --log-policy policy.txt
  proof verify ./dataset dataset.proof.zip --service https://proof.example
  proof verify project-1a2b3c4d5e6f.proof.zip --git v1.0 --service https://proof.example
  proof verify thesis.pdf thesis.pdf.tsr --root tsa-root.pem";
const SHOW_EXAMPLE: &str = "Example:
  proof show dataset.proof.zip 2026/march.csv
  proof verify march.csv march.csv.proof.zip --service https://proof.example";

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_tree_is_sound() {
        super::Args::command().debug_assert();
    }
}
