//! `wasi:filesystem`: the folders that the policy names, and nothing beside them.
//!
//! A guest starts with a handle of each folder and can only go down from there: every path is resolved
//! below its handle, part by part, by cap-std's primitives, so that no link, `..` or absolute path leads out,
//! also while somebody else moves things. A folder that is granted to `read` refuses everything that
//! would change something, and what is opened in it refuses too. Nothing is linked or renamed from one folder
//! into another of other rights. A guest makes no symbolic links. What is refused is noted with the path as the guest sees it.

use std::sync::Arc;

use omni_policy::Capability;
use types::{
    Advice, DescriptorFlags, DescriptorStat, DescriptorType, DirectoryEntry, ErrorCode, Filesize,
    HostDescriptor, HostDirectoryEntryStream, MetadataHashValue, NewTimestamp, OpenFlags,
    PathFlags,
};
use wasmtime::Result;
use wasmtime::component::{HasData, Linker, Resource};
use wasmtime_wasi::filesystem::{Descriptor, WasiFilesystemCtxView, WasiFilesystemView as _};
use wasmtime_wasi::p2::bindings::filesystem::{preopens, types};
use wasmtime_wasi::p2::{DynInputStream, DynOutputStream, FsError, FsResult, ReaddirIterator};

use super::HostInterface;
use super::listing::{Listing, MOST_LISTINGS};
use crate::state::{CallState, Halt};
use crate::uses::UseBook;
use crate::wasi::Wasi;

/// The longest path remembered of what a guest has opened, in characters.
const MAX_PATH: usize = 512;

pub(crate) struct Filesystem;

impl HostInterface for Filesystem {
    fn capability(&self) -> Capability {
        Capability::Filesystem
    }

    fn interfaces(&self) -> &'static [&'static str] {
        &[
            "wasi:filesystem/types@0.2.12",
            "wasi:filesystem/preopens@0.2.12",
        ]
    }

    fn link(&self, linker: &mut Linker<CallState>) -> Result<()> {
        preopens::add_to_linker::<_, Self>(linker, folders)?;
        types::add_to_linker::<_, Self>(linker, folders)
    }
}

impl HasData for Filesystem {
    type Data<'a> = Folders<'a>;
}

/// The folders of one call.
pub(crate) struct Folders<'a> {
    wasi: &'a mut Wasi,
    uses: &'a mut UseBook,
    /// Whether it may call the host once more.
    halt: Option<Halt>,
}

fn folders(state: &mut CallState) -> Folders<'_> {
    let halt = state.next_is_too_many();
    let (wasi, uses) = state.wasi_and_uses();
    Folders { wasi, uses, halt }
}

type Handle = Resource<Descriptor>;

impl Folders<'_> {
    /// What does it. An error: the call has to end.
    fn inner(&mut self) -> FsResult<WasiFilesystemCtxView<'_>> {
        match self.halt {
            Some(halt) => Err(FsError::trap(halt)),
            None => Ok(self.wasi.filesystem()),
        }
    }

    /// Where the guest sees what it holds.
    fn path(&self, handle: &Handle) -> String {
        self.wasi
            .paths
            .get(&handle.rep())
            .cloned()
            .unwrap_or_default()
    }

    /// Where the guest sees `path` below what it holds.
    fn below(&self, handle: &Handle, path: &str) -> String {
        format!("{}/{path}", self.path(handle).trim_end_matches('/'))
    }

    async fn list(&mut self, folder: Handle) -> FsResult<Resource<ReaddirIterator>> {
        self.inner()?;
        let Descriptor::Dir(folder) = self.wasi.tables.get().get(&folder)? else {
            return Err(ErrorCode::NotDirectory.into());
        };
        if self.wasi.listings >= MOST_LISTINGS {
            return Err(ErrorCode::InsufficientMemory.into());
        }
        let listing = Listing::begin(Arc::clone(&folder.dir)).await?;
        let listing = self.wasi.tables.get().push(listing)?;
        self.wasi.listings += 1;
        Ok(Resource::new_own(listing.rep()))
    }

    /// Notes what came of it.
    fn note<T>(
        &mut self,
        operation: &'static str,
        target: String,
        result: FsResult<T>,
    ) -> FsResult<T> {
        let code = result.as_ref().err().and_then(FsError::downcast_ref);
        let denied = code.is_some_and(is_denial) || (self.wasi.decoy.is_some() && code.is_some());
        self.uses
            .note(Capability::Filesystem, operation, Some(target), denied);
        result
    }
}

/// A path to remember: by going down and up again a guest can make one as long as it likes.
fn shortened(path: &str) -> String {
    match path.char_indices().nth(MAX_PATH) {
        Some((end, _)) => format!("{}…", &path[..end]),
        None => path.to_owned(),
    }
}

/// The errors by which a guest learns that it may not.
fn is_denial(code: &ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::Access | ErrorCode::NotPermitted | ErrorCode::ReadOnly | ErrorCode::CrossDevice
    )
}

impl preopens::Host for Folders<'_> {
    fn get_directories(&mut self) -> Result<Vec<(Handle, String)>> {
        if let Some(halt) = self.halt {
            return Err(halt.into());
        }
        let folders = self.wasi.folders().inspect_err(|missing| {
            let guest = Some(missing.guest.clone());
            self.uses
                .note(Capability::Filesystem, "open-folder", guest, true);
        })?;
        let mut handles = Vec::new();
        for (folder, path) in folders {
            let handle = self.wasi.tables.get().push(folder)?;
            self.wasi.paths.insert(handle.rep(), path.clone());
            handles.push((handle, path));
        }
        Ok(handles)
    }
}

impl types::Host for Folders<'_> {
    fn convert_error_code(&mut self, error: FsError) -> Result<ErrorCode> {
        error.downcast()
    }

    fn filesystem_error_code(
        &mut self,
        error: Resource<wasmtime::Error>,
    ) -> Result<Option<ErrorCode>> {
        types::Host::filesystem_error_code(&mut self.wasi.filesystem(), error)
    }
}

impl HostDescriptor for Folders<'_> {
    async fn open_at(
        &mut self,
        folder: Handle,
        how: PathFlags,
        path: String,
        open: OpenFlags,
        flags: DescriptorFlags,
    ) -> FsResult<Handle> {
        let target = self.below(&folder, &path);
        let writes = flags.intersects(DescriptorFlags::WRITE | DescriptorFlags::MUTATE_DIRECTORY)
            || open.intersects(OpenFlags::CREATE | OpenFlags::TRUNCATE);
        let operation = if writes { "open-write" } else { "open-read" };
        let opened = self.inner()?.open_at(folder, how, path, open, flags).await;
        if let Ok(handle) = &opened {
            self.wasi.paths.insert(handle.rep(), shortened(&target));
        }
        self.note(operation, target, opened)
    }

    async fn create_directory_at(&mut self, folder: Handle, path: String) -> FsResult<()> {
        let target = self.below(&folder, &path);
        let result = self.inner()?.create_directory_at(folder, path).await;
        self.note("create", target, result)
    }

    async fn stat_at(
        &mut self,
        folder: Handle,
        how: PathFlags,
        path: String,
    ) -> FsResult<DescriptorStat> {
        let target = self.below(&folder, &path);
        let result = self.inner()?.stat_at(folder, how, path).await;
        self.note("stat", target, result)
    }

    async fn set_times_at(
        &mut self,
        folder: Handle,
        how: PathFlags,
        path: String,
        accessed: NewTimestamp,
        modified: NewTimestamp,
    ) -> FsResult<()> {
        let target = self.below(&folder, &path);
        let inner = &mut self.inner()?;
        let result = inner
            .set_times_at(folder, how, path, accessed, modified)
            .await;
        self.note("set-times", target, result)
    }

    async fn link_at(
        &mut self,
        folder: Handle,
        how: PathFlags,
        path: String,
        to: Handle,
        name: String,
    ) -> FsResult<()> {
        let target = self.below(&to, &name);
        let result = self.inner()?.link_at(folder, how, path, to, name).await;
        self.note("link", target, result)
    }

    /// Never: what a link of the guest's leads to, somebody else might follow.
    async fn symlink_at(&mut self, folder: Handle, _to: String, name: String) -> FsResult<()> {
        let target = self.below(&folder, &name);
        self.inner()?;
        self.note("symlink", target, Err(ErrorCode::NotPermitted.into()))
    }

    async fn readlink_at(&mut self, folder: Handle, path: String) -> FsResult<String> {
        let target = self.below(&folder, &path);
        let result = self.inner()?.readlink_at(folder, path).await;
        self.note("readlink", target, result)
    }

    async fn rename_at(
        &mut self,
        folder: Handle,
        path: String,
        to: Handle,
        name: String,
    ) -> FsResult<()> {
        let target = self.below(&to, &name);
        let result = self.inner()?.rename_at(folder, path, to, name).await;
        self.note("rename", target, result)
    }

    async fn remove_directory_at(&mut self, folder: Handle, path: String) -> FsResult<()> {
        let target = self.below(&folder, &path);
        let result = self.inner()?.remove_directory_at(folder, path).await;
        self.note("remove", target, result)
    }

    async fn unlink_file_at(&mut self, folder: Handle, path: String) -> FsResult<()> {
        let target = self.below(&folder, &path);
        let result = self.inner()?.unlink_file_at(folder, path).await;
        self.note("remove", target, result)
    }

    async fn metadata_hash_at(
        &mut self,
        folder: Handle,
        how: PathFlags,
        path: String,
    ) -> FsResult<MetadataHashValue> {
        let target = self.below(&folder, &path);
        let result = self.inner()?.metadata_hash_at(folder, how, path).await;
        self.note("stat", target, result)
    }

    async fn read_directory(&mut self, folder: Handle) -> FsResult<Resource<ReaddirIterator>> {
        let target = self.path(&folder);
        let result = self.list(folder).await;
        self.note("list", target, result)
    }

    async fn set_times(
        &mut self,
        handle: Handle,
        accessed: NewTimestamp,
        modified: NewTimestamp,
    ) -> FsResult<()> {
        let target = self.path(&handle);
        let result = self.inner()?.set_times(handle, accessed, modified).await;
        self.note("set-times", target, result)
    }

    async fn set_size(&mut self, handle: Handle, size: Filesize) -> FsResult<()> {
        let target = self.path(&handle);
        let result = self.inner()?.set_size(handle, size).await;
        self.note("write", target, result)
    }

    async fn write(&mut self, handle: Handle, bytes: Vec<u8>, at: Filesize) -> FsResult<Filesize> {
        let target = self.path(&handle);
        let result = self.inner()?.write(handle, bytes, at).await;
        self.note("write", target, result)
    }

    fn write_via_stream(
        &mut self,
        handle: Handle,
        at: Filesize,
    ) -> FsResult<Resource<DynOutputStream>> {
        let target = self.path(&handle);
        let result = self.inner()?.write_via_stream(handle, at);
        self.note("write", target, result)
    }

    fn append_via_stream(&mut self, handle: Handle) -> FsResult<Resource<DynOutputStream>> {
        let target = self.path(&handle);
        let result = self.inner()?.append_via_stream(handle);
        self.note("write", target, result)
    }

    fn read_via_stream(
        &mut self,
        handle: Handle,
        at: Filesize,
    ) -> FsResult<Resource<DynInputStream>> {
        let target = self.path(&handle);
        let result = self.inner()?.read_via_stream(handle, at);
        self.note("read", target, result)
    }

    async fn read(
        &mut self,
        handle: Handle,
        length: Filesize,
        at: Filesize,
    ) -> FsResult<(Vec<u8>, bool)> {
        let target = self.path(&handle);
        let result = self.inner()?.read(handle, length, at).await;
        self.note("read", target, result)
    }

    // What follows asks about a handle that the guest was already given.

    async fn advise(
        &mut self,
        handle: Handle,
        at: Filesize,
        length: Filesize,
        advice: Advice,
    ) -> FsResult<()> {
        self.inner()?.advise(handle, at, length, advice).await
    }

    async fn sync_data(&mut self, handle: Handle) -> FsResult<()> {
        self.inner()?.sync_data(handle).await
    }

    async fn sync(&mut self, handle: Handle) -> FsResult<()> {
        self.inner()?.sync(handle).await
    }

    async fn get_flags(&mut self, handle: Handle) -> FsResult<DescriptorFlags> {
        self.inner()?.get_flags(handle).await
    }

    async fn get_type(&mut self, handle: Handle) -> FsResult<DescriptorType> {
        self.inner()?.get_type(handle).await
    }

    async fn stat(&mut self, handle: Handle) -> FsResult<DescriptorStat> {
        self.inner()?.stat(handle).await
    }

    async fn is_same_object(&mut self, one: Handle, other: Handle) -> Result<bool> {
        if let Some(halt) = self.halt {
            return Err(halt.into());
        }
        self.wasi.filesystem().is_same_object(one, other).await
    }

    async fn metadata_hash(&mut self, handle: Handle) -> FsResult<MetadataHashValue> {
        self.inner()?.metadata_hash(handle).await
    }

    fn drop(&mut self, handle: Handle) -> Result<()> {
        self.wasi.paths.remove(&handle.rep());
        HostDescriptor::drop(&mut self.wasi.filesystem(), handle)
    }
}

/// What a guest calls a directory-entry-stream is a [`Listing`]: wasmtime's own type only stands for it.
impl HostDirectoryEntryStream for Folders<'_> {
    async fn read_directory_entry(
        &mut self,
        stream: Resource<ReaddirIterator>,
    ) -> FsResult<Option<DirectoryEntry>> {
        self.inner()?;
        let listing = Resource::<Listing>::new_borrow(stream.rep());
        let listing = self.wasi.tables.get().get(&listing)?.clone();
        Ok(listing.next().await.transpose()?)
    }

    fn drop(&mut self, stream: Resource<ReaddirIterator>) -> Result<()> {
        self.wasi
            .tables
            .get()
            .delete(Resource::<Listing>::new_own(stream.rep()))?;
        self.wasi.listings -= 1;
        Ok(())
    }
}
