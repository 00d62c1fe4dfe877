#!/bin/sh
# Compiles tsa-wasm to target/wasm/tsa.wasm, or finds that nothing has changed since the last time.
#
# The compiler is rustup's where it has the target wasm32-unknown-unknown; else Debian's rustc-web with its sources. Where neither
# is there, it says what to install and stops; as root with CI=true it installs.
#
# Prints one line of what it did on standard error, and the path of the module on standard output.
# TSA_WASM_CACHE names a directory where several working copies may share what they have built; by default each keeps its own.
set -eu

target=wasm32-unknown-unknown
debian='rustc-web rust-web-src cargo-web lld'
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
built=$root/target/wasm
cache=${TSA_WASM_CACHE:-$built/cache}

main() {
    compiler=$(find_compiler)
    if [ -z "$compiler" ]; then
        install_debian
        compiler=Debian
    fi
    mkdir -p "$built" "$cache"
    key=$(key)
    if [ -e "$cache/$key.wasm" ]; then
        say "up to date ($compiler compiler)"
    else
        # One build at a time: `make`, cargo's build script and other working copies may ask together.
        exec 9>"$cache/lock"
        flock 9
        [ -e "$cache/$key.wasm" ] || build
    fi
    cmp -s "$cache/$key.wasm" "$built/tsa.wasm" || { cp "$cache/$key.wasm" "$built/$$" && mv "$built/$$" "$built/tsa.wasm"; }
    echo "$built/tsa.wasm"
}

build() {
    say "compiling with the $compiler compiler, about a minute"
    compile 9>&-
    cp "$cache/build/$target/release/tsa_wasm.wasm" "$cache/$key.$$"
    mv "$cache/$key.$$" "$cache/$key.wasm"
    say "$(wc -c <"$cache/$key.wasm") octets"
}

say() {
    echo "tsa-wasm: $*" >&2
}

find_compiler() {
    if [ -d "$(rustc --print target-libdir --target "$target" 2>/dev/null)" ]; then
        echo rustup
    elif [ -x /usr/bin/rustc ] && [ -x /usr/bin/cargo ] && [ -x /usr/bin/wasm-ld ] && [ -f "$(debian_sources)/Cargo.toml" ]; then
        echo Debian
    fi
}

debian_sources() {
    echo "$(/usr/bin/rustc --print sysroot)/lib/rustlib/src/rust/library"
}

install_debian() {
    if [ "${CI:-}" = true ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "installing: $debian"
        apt-get update -qq >&2
        # shellcheck disable=SC2086 # a list of words
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $debian >/dev/null
        return
    fi
    say "no compiler for $target is here. Install one of the two, then run this again:"
    say "  rustup target add $target"
    say "  apt-get install $debian"
    exit 1
}

# The name of a build: all that goes into it. Of the lock file, what the module uses.
key() {
    {
        echo "$compiler $(compiler_version)"
        cd "$here"
        take_versions
        cargo_of tree --quiet --prefix none --no-dedupe --edges normal,build --target "$target" --format '{p} {f}' | sed 's/ (.*)//'
        cd "$root"
        find tsa-core tsa-evidence tsa-wasm -path '*/src/*' -type f ! -path '*/tests/*' ! -name tests.rs \
            -o -name Cargo.toml -o -name build.sh | LC_ALL=C sort | xargs sha256sum
    } | sha256sum | cut -c 1-32
}

# The versions are the workspace's: cargo strikes out of this copy what the module does not use, and changes nothing else.
take_versions() {
    cp "$root/Cargo.lock" "$here/Cargo.lock"
}

cargo_of() {
    if [ "$compiler" = rustup ]; then cargo "$@"; else RUSTC=/usr/bin/rustc /usr/bin/cargo "$@"; fi
}

compiler_version() {
    if [ "$compiler" = rustup ]; then rustc --version; else /usr/bin/rustc --version; fi
}

# A clean environment: cargo's own variables of an outer build must not reach the inner one.
compile() {
    for variable in $(env | sed -n 's/^\(CARGO_[A-Z_]*\|RUSTC[A-Z_]*\|RUSTFLAGS\|RUSTUP_TOOLCHAIN\|TARGET\|HOST\|OUT_DIR\|PROFILE\|NUM_JOBS\|OPT_LEVEL\|DEBUG\)=.*/\1/p'); do
        [ "$variable" = CARGO_HOME ] || unset "$variable"
    done
    export CARGO_TARGET_DIR="$cache/build"
    # SIMD is in every browser since 2023.
    export RUSTFLAGS="-Ctarget-feature=+simd128"
    cd "$here"
    if [ "$compiler" = rustup ]; then
        cargo build --quiet --release --target "$target" >&2
    else
        RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=/usr/bin/wasm-ld \
            /usr/bin/cargo build --quiet --release --target "$target" -Zbuild-std=std,panic_abort >&2
    fi
}

main
