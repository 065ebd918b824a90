//! A relay alone, as the real provider sees it: no carrier, a public address, auth tokens from files.

use std::fs;
use std::path::PathBuf;

use nightbell::cli::wiring::{Plan, Running, start};
use nightbell::clock::Clock;
use nightbell::relay::backstage::Backstage;
use nightbell::store::JournalRow;
use tempfile::TempDir;

use super::raw::{self, Answer, Params};

pub const TOKEN: &str = "0123456789abcdef0123456789abcdef";
pub const PUBLIC: &str = "https://relay.example.com";

/// An API that nobody answers: what would be sent waits.
pub const NOWHERE: &str = "http://127.0.0.1:9";

/// The `[provider]` section of a practice with the real provider; tokens are the words of `auth_token`.
pub fn twilio(practice: &str, public_url: &str, tokens: &str) -> String {
    twilio_at(NOWHERE, practice, public_url, tokens)
}

/// The same, with its API there.
pub fn twilio_at(api_url: &str, practice: &str, public_url: &str, tokens: &str) -> String {
    let section = format!(
        "kind = \"twilio\"\naccount_sid = \"AC00000000000000000000000000000001\"\n\
         auth_token = {tokens}\npublic_url = \"{public_url}\"\napi_url = \"{api_url}\"\n"
    );
    practice.replace("kind = \"local\"\n", &section)
}

/// A relay alone.
pub struct Bare {
    folder: TempDir,
    pub clock: Clock,
    running: Running,
    public: String,
}

impl Bare {
    /// A practice with one token, behind the usual public address.
    pub async fn open(practice: &str, patients: &str) -> Bare {
        Bare::behind(PUBLIC, "{ file = \"token\" }", practice, patients).await
    }

    pub async fn behind(public: &str, tokens: &str, practice: &str, patients: &str) -> Bare {
        Bare::witnessed(Backstage::default(), public, tokens, practice, patients).await
    }

    /// The same, with somebody behind the scenes.
    pub async fn witnessed(
        backstage: Backstage,
        public: &str,
        tokens: &str,
        practice: &str,
        patients: &str,
    ) -> Bare {
        let practice = twilio(practice, public, tokens);
        Bare::with(backstage, public, &practice, patients).await
    }

    /// A practice whose provider's API is there.
    pub async fn sending_to(api_url: &str, practice: &str, patients: &str) -> Bare {
        let practice = twilio_at(api_url, practice, PUBLIC, "{ file = \"token\" }");
        Bare::with(Backstage::default(), PUBLIC, &practice, patients).await
    }

    async fn with(backstage: Backstage, public: &str, practice: &str, patients: &str) -> Bare {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("config");
        fs::create_dir(&config).unwrap();
        fs::write(config.join("token"), TOKEN).unwrap();
        fs::write(config.join("next-token"), "f".repeat(32)).unwrap();
        fs::write(config.join("practice.toml"), practice).unwrap();
        fs::write(config.join("patients.csv"), patients).unwrap();
        let clock = Clock::still(super::MONDAY_TEN.parse().unwrap());
        let data = folder.path().join("data");
        let plan = Plan {
            clock: clock.clone(),
            backstage,
            ..Plan::new(config, data, ([127, 0, 0, 1], 0).into())
        };
        let running = start(plan)
            .await
            .unwrap_or_else(|failure| panic!("{failure}"));
        Bare {
            folder,
            clock,
            running,
            public: public.to_owned(),
        }
    }

    pub fn running(&self) -> &Running {
        &self.running
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.running.address())
    }

    /// Posts a webhook signed with the usual token.
    pub async fn post(&self, target: &str, params: &Params) -> Answer {
        self.post_as(TOKEN, target, params).await
    }

    pub async fn post_as(&self, token: &str, target: &str, params: &Params) -> Answer {
        raw::post(&self.url(), &self.public, target, token, params).await
    }

    pub async fn journal(&self) -> Vec<JournalRow> {
        self.running.store().journal(10_000).await.unwrap()
    }
}
