//! Folders that a guest is granted, beside one that it is not.

use std::path::Path;

use omni_skills::Scorer;

use super::load;

/// Three folders: one that may be read (0), one that may be written (1), one that nobody may see.
#[derive(Debug)]
pub struct Folder(tempfile::TempDir);

impl Folder {
    /// Makes them and their files.
    #[must_use]
    pub fn filled() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["read/inner", "write/inner", "secret"] {
            std::fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        for (file, text) in [
            ("read/in.txt", "readable"),
            ("read/inner/deep.txt", "deep"),
            ("write/out.txt", "writable"),
            ("secret/key.txt", "SECRET"),
        ] {
            std::fs::write(folder.path().join(file), text).unwrap();
        }
        Self(folder)
    }

    /// Where the three are.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Loads `wasi-files` with its two grants.
    #[must_use]
    pub fn load(&self) -> Scorer {
        self.load_with("")
    }

    /// The same under these lines of limits.
    #[must_use]
    pub fn load_with(&self, limits: &str) -> Scorer {
        let path = self.path().display();
        load(
            "wasi-files",
            &format!(
                "{limits}\n[grants.filesystem]\npreopens = [\n\
                 {{ host = \"{path}/read\", guest = \"/read\", access = \"read\" }},\n\
                 {{ host = \"{path}/write\", guest = \"/write\", access = \"read-write\" }},\n]"
            ),
        )
        .unwrap()
    }

    /// What stands in one of their files.
    #[must_use]
    pub fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.path().join(file)).unwrap()
    }

    /// That nothing outside was touched, and nothing in the folder that may only be read.
    #[track_caller]
    pub fn assert_untouched(&self) {
        assert_eq!(self.read("secret/key.txt"), "SECRET");
        assert_eq!(self.read("read/in.txt"), "readable");
        assert_eq!(self.read("read/inner/deep.txt"), "deep");
        let count = |folder: &str| std::fs::read_dir(self.path().join(folder)).unwrap().count();
        assert_eq!((count("secret"), count("read/inner"), count("")), (1, 1, 3));
    }

    /// That nothing outside was touched, where links were added to what may be read.
    #[track_caller]
    pub fn assert_links_and_secret(&self) {
        assert_eq!(self.read("secret/key.txt"), "SECRET");
        let count = |folder: &str| std::fs::read_dir(self.path().join(folder)).unwrap().count();
        assert_eq!((count("secret"), count("")), (1, 3));
        assert_eq!(self.read("write/out.txt"), "writable");
        assert_eq!(self.read("read/in.txt"), "readable");
    }
}
