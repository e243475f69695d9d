#!/usr/bin/env bash
# Shared by the scripts in this folder; to be sourced by bash. Sets `root`, goes there, and makes `say` and `fail`.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit

# rustup's Rust, where there is one. rustup adds its folder to PATH at the next login only, and a machine that was set up a
# minute ago has not logged in again; meanwhile /usr/bin may have got the distribution's, which some packages bring along.
rustup_bin=${CARGO_HOME:-${HOME:-}/.cargo}/bin
case $(command -v cargo) in
    '' | /usr/bin/cargo | /bin/cargo)
        if [ -x "$rustup_bin/cargo" ]; then
            export PATH="$rustup_bin:$PATH"
        fi
        ;;
esac

say() { printf '    %s\n' "$@"; }

fail() {
    printf 'error: %s\n' "$1" >&2
    shift
    [ $# -eq 0 ] || printf '       %s\n' "$@" >&2
    exit 1
}

# Where cargo builds: ./target, unless CARGO_TARGET_DIR or cargo's own configuration say otherwise.
cargo_target_dir() {
    cargo metadata --no-deps --format-version 1 | sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p'
}

# usage: apt_install [OPTION...] PACKAGE...
# Installs packages without asking anything, as root or by sudo. sudo may ask for its password, but only where somebody
# can type one. apt's lists are fetched first: on a new machine they are empty. What apt says is shown only if it fails.
apt_install() {
    local word log packages=() sudo=() apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0)
    for word in "$@"; do
        [[ $word == -* ]] || packages+=("$word")
    done
    if ! command -v apt-get >/dev/null; then
        fail "this is not Debian or Ubuntu: install what brings these (Debian's names), then run this again" "${packages[*]}"
    fi
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null || ! { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
            fail "this user may not install packages: run this as root, then start again" \
                "apt-get update && apt-get install --no-install-recommends $*"
        fi
        sudo=(sudo)
    fi
    say "installing with ${sudo[*]:+sudo }apt-get, a minute or two: ${packages[*]}"
    log=$(mktemp)
    if ! { "${sudo[@]}" "${apt[@]}" update && "${sudo[@]}" "${apt[@]}" --no-install-recommends install "$@"; } >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        rm -f "$log"
        fail "apt-get could not install: ${packages[*]}"
    fi
    rm -f "$log"
}
