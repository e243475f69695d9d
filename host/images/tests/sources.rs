//! Reading files that are none, too large, or change meanwhile.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;

use omni_images::{read_file, read_stream};

fn refused(path: &Path, code: &str, named: &str) {
    let error = read_file(path, 100).unwrap_err();
    assert_eq!(error.code(), code, "{error}");
    assert!(error.to_string().contains(named), "{error}");
    assert!(error.help().is_some());
}

#[test]
fn only_regular_files_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    refused(folder.path(), "image.not-a-file", "a folder");
    refused(&path("none.png"), "image.missing", "none.png");
    refused(Path::new("/dev/null"), "image.not-a-file", "a device");
    let pipe = path("pipe");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &pipe,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR,
        0,
    )
    .unwrap();
    refused(&pipe, "image.not-a-file", "a pipe");
    let _listener = std::os::unix::net::UnixListener::bind(path("socket")).unwrap();
    refused(&path("socket"), "image.not-a-file", "a socket");
    std::os::unix::fs::symlink(folder.path(), path("link")).unwrap();
    refused(&path("link"), "image.not-a-file", "a folder");
}

#[test]
fn sizes_have_two_ends() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("picture");
    for (bytes, code) in [(0, "image.empty"), (101, "image.too-large")] {
        std::fs::write(&path, vec![7; bytes]).unwrap();
        refused(&path, code, "bytes");
        let error = read_stream(&path, &vec![7; bytes][..], 100).unwrap_err();
        assert_eq!(error.code(), code);
    }
    for bytes in [1, 100] {
        std::fs::write(&path, vec![7; bytes]).unwrap();
        assert_eq!(read_file(&path, 100).unwrap(), vec![7; bytes]);
        assert_eq!(
            read_stream(&path, &vec![7; bytes][..], 100).unwrap(),
            vec![7; bytes]
        );
    }
    // It says that it has no bytes, and has some.
    assert!(
        !read_file(Path::new("/proc/self/status"), 1 << 20)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_file_of_others_is_refused_by_what_the_system_says() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret.png");
    std::fs::write(&path, "x").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    // Root may read it.
    if std::fs::read(&path).is_err() {
        refused(&path, "image.inaccessible", "secret.png");
    }
}
