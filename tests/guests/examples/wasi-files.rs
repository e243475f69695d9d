//! Does what the lines of the prompt say through `wasi:filesystem`. A folder is named by its number. One
//! reason a line: `ok …`, or the error. Never ends the call itself, so that a test sees each refusal.

use omni_skill::{Attempt, Error, Score};

mod bindings {
    wit_bindgen::generate!({ world: "files", path: "wit", generate_all });
}

use bindings::wasi::filesystem::preopens::get_directories;
use bindings::wasi::filesystem::types::{
    Descriptor, DescriptorFlags, ErrorCode, NewTimestamp, OpenFlags, PathFlags,
};

omni_skill::scorer!(score);

fn score(attempt: &Attempt) -> Result<Score, Error> {
    let folders = get_directories();
    let mut score = Score::new(0.5);
    for line in attempt.request.prompt.lines() {
        score = score.because(match obey(&folders, line) {
            Ok(done) => format!("ok {done}"),
            Err(code) => code.name().to_owned(),
        });
    }
    Ok(score)
}

fn obey(folders: &[(Descriptor, String)], line: &str) -> Result<String, ErrorCode> {
    let words: Vec<&str> = line.split(' ').collect();
    let folder = |number: &str| {
        let number: usize = number.parse().unwrap_or(usize::MAX);
        folders
            .get(number)
            .map(|(folder, _)| folder)
            .ok_or(ErrorCode::BadDescriptor)
    };
    let done = String::new();
    match words.as_slice() {
        ["folders"] => {
            let paths: Vec<&str> = folders.iter().map(|(_, path)| path.as_str()).collect();
            return Ok(paths.join(","));
        }
        ["read", at, path] => {
            let file = open(folder(at)?, path, OpenFlags::empty(), DescriptorFlags::READ)?;
            let (bytes, _) = file.read(4096, 0)?;
            return Ok(String::from_utf8_lossy(&bytes).into_owned());
        }
        ["write", at, path, text] => {
            let flags = DescriptorFlags::READ | DescriptorFlags::WRITE;
            let file = open(folder(at)?, path, OpenFlags::CREATE, flags)?;
            file.write(text.as_bytes(), 0)?;
        }
        // What a file that was opened to be read only still refuses.
        ["write-read-only", at, path] => {
            let file = open(folder(at)?, path, OpenFlags::empty(), DescriptorFlags::READ)?;
            file.write(b"x", 0)?;
        }
        ["shorten-read-only", at, path] => {
            let file = open(folder(at)?, path, OpenFlags::empty(), DescriptorFlags::READ)?;
            file.set_size(0)?;
        }
        ["append-read-only", at, path] => {
            let file = open(folder(at)?, path, OpenFlags::empty(), DescriptorFlags::READ)?;
            file.append_via_stream()?;
        }
        ["touch-read-only", at, path] => {
            let file = open(folder(at)?, path, OpenFlags::empty(), DescriptorFlags::READ)?;
            file.set_times(NewTimestamp::Now, NewTimestamp::Now)?;
        }
        ["truncate", at, path] => {
            open(
                folder(at)?,
                path,
                OpenFlags::TRUNCATE,
                DescriptorFlags::READ,
            )?;
        }
        ["touch", at, path] => {
            let (now, follow) = (NewTimestamp::Now, PathFlags::SYMLINK_FOLLOW);
            folder(at)?.set_times_at(follow, path, now, now)?;
        }
        // A folder inside, and from there on.
        ["through", at, path, further] => {
            let inner = open(
                folder(at)?,
                path,
                OpenFlags::DIRECTORY,
                DescriptorFlags::READ,
            )?;
            let file = open(&inner, further, OpenFlags::empty(), DescriptorFlags::READ)?;
            let (bytes, _) = file.read(4096, 0)?;
            return Ok(String::from_utf8_lossy(&bytes).into_owned());
        }
        ["write-through", at, path, further] => {
            let inner = open(
                folder(at)?,
                path,
                OpenFlags::DIRECTORY,
                DescriptorFlags::READ,
            )?;
            open(&inner, further, OpenFlags::CREATE, DescriptorFlags::WRITE)?;
        }
        ["list", at] => {
            let entries = folder(at)?.read_directory()?;
            let mut names = Vec::new();
            while let Some(entry) = entries.read_directory_entry()? {
                names.push(entry.name);
            }
            names.sort();
            return Ok(names.join(","));
        }
        ["count", at] => {
            let entries = folder(at)?.read_directory()?;
            let mut count = 0;
            while entries.read_directory_entry()?.is_some() {
                count += 1;
            }
            return Ok(count.to_string());
        }
        // So many listings at once, none of them read to its end.
        ["lists", at, count] => {
            let mut open = Vec::new();
            for _ in 0..count.parse().unwrap_or(0) {
                match folder(at)?.read_directory() {
                    Ok(entries) => {
                        entries.read_directory_entry()?;
                        open.push(entries);
                    }
                    Err(code) => return Ok(format!("{} and then {}", open.len(), code.name())),
                }
            }
            return Ok(open.len().to_string());
        }
        ["stat", at, path] => {
            let stat = folder(at)?.stat_at(PathFlags::SYMLINK_FOLLOW, path)?;
            return Ok(stat.size.to_string());
        }
        ["mkdir", at, path] => folder(at)?.create_directory_at(path)?,
        ["rmdir", at, path] => folder(at)?.remove_directory_at(path)?,
        ["unlink", at, path] => folder(at)?.unlink_file_at(path)?,
        ["symlink", at, to, name] => folder(at)?.symlink_at(to, name)?,
        ["readlink", at, path] => return folder(at)?.readlink_at(path),
        ["link", at, path, other, name] => {
            folder(at)?.link_at(PathFlags::empty(), path, folder(other)?, name)?;
        }
        ["rename", at, path, other, name] => {
            folder(at)?.rename_at(path, folder(other)?, name)?;
        }
        _ => return Ok(format!("what is `{line}`?")),
    }
    Ok(done)
}

fn open(
    folder: &Descriptor,
    path: &str,
    how: OpenFlags,
    flags: DescriptorFlags,
) -> Result<Descriptor, ErrorCode> {
    folder.open_at(PathFlags::SYMLINK_FOLLOW, path, how, flags)
}
