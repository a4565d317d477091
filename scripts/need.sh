# shellcheck shell=bash
# Sourced by ./run, ./test and .ci/run: says what is missing on this machine and installs it.

say() {
    printf '%s\n' "$*" >&2
}

# Runs a command as root: as it is for root, through sudo for others.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        say "This needs root: $*"
        say "Run it by hand, then try again."
        exit 4
    fi
}

# need COMMAND PACKAGE WHY: installs a Debian package when the command is missing.
need() {
    if command -v "$1" >/dev/null 2>&1; then
        return
    fi
    need_package "$2" "$3"
}

# need_package PACKAGE WHY: installs a Debian package.
need_package() {
    if ! command -v apt-get >/dev/null 2>&1; then
        say "\`$1\` is missing ($2), and this machine has no apt-get to install it."
        exit 4
    fi
    say "Installing $1: $2"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >&2
}

# Stops with a word of help when Rust is missing: there is one right way to install it, and it is not ours to choose.
need_rust() {
    if ! command -v cargo >/dev/null 2>&1 && [ -f "$HOME/.cargo/env" ]; then
        # shellcheck disable=SC1091
        . "$HOME/.cargo/env"
    fi
    if ! command -v cargo >/dev/null 2>&1; then
        say "Rust is missing: install it from https://rustup.rs and try again."
        exit 4
    fi
    need cc build-essential "the linker that Rust calls"
    need_solver
}

# What compiling HiGHS takes: cmake, a C++ compiler, and libclang, which is no command that `need` could look for.
# Chained, because it is also called where bash does not stop at the first fault.
need_solver() {
    need cmake cmake "HiGHS is compiled with it" &&
        need c++ build-essential "HiGHS is written in C++" &&
        { has_libclang || need_package libclang-dev "the C interface of HiGHS is read with it"; }
}

# Whether libclang is where it is looked for: LIBCLANG_PATH, the folders of LLVM, the folders of the linker.
has_libclang() {
    local found
    for found in "${LIBCLANG_PATH:-/usr/lib}"/libclang.so* /usr/lib/llvm-*/lib/libclang.so* /usr/lib/llvm-*/lib/libclang-[0-9]*.so*; do
        if [ -e "$found" ]; then
            return 0
        fi
    done
    found="$({ ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null)"
    case "$found" in
        *libclang.so* | *libclang-[0-9]*.so*) return 0 ;;
        *) return 1 ;;
    esac
}

need_node() {
    if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
        say "Node.js with npm is missing: the browser tests run on it. Install version 20 or later and try again."
        exit 4
    fi
    local version
    version="$(node --version)"
    version="${version#v}"
    if [ "${version%%.*}" -lt 20 ]; then
        say "Node.js $version is too old: the browser tests need version 20 or later."
        exit 4
    fi
}

# need_node_packages FOLDER: its node packages, when none are there or the lock file is newer.
need_node_packages() {
    local folder="$1"
    local done="$folder/node_modules/.package-lock.json"
    if [ ! -e "$done" ] || [ "$folder/package-lock.json" -nt "$done" ]; then
        say "Installing the node packages of $folder"
        (cd "$folder" && npm ci --no-audit --no-fund >&2)
        touch "$done"
    fi
}

# build_program ROOT: builds the program for use and prints the path of the binary. Chained, because a command
# substitution does not stop at the first fault.
build_program() {
    need_solver &&
        cd "$1" &&
        cargo build --release --locked -p landlocked >&2 &&
        realpath "${CARGO_TARGET_DIR:-target}/release/landlocked"
}
