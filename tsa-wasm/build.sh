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
    # One build at a time in a working copy: `make` and cargo's build script may ask together.
    exec 9>"$built/lock"
    flock 9
    key=$(key)
    if [ -e "$cache/$key.wasm" ]; then
        say "up to date ($compiler compiler)"
    else
        say "compiling with the $compiler compiler, about a minute"
        compile
        module=$built/build/$target/release/tsa_wasm.wasm
        cp "$module" "$cache/$key.$$" && mv "$cache/$key.$$" "$cache/$key.wasm"
        say "$(wc -c <"$cache/$key.wasm") octets"
    fi
    cmp -s "$cache/$key.wasm" "$built/tsa.wasm" || cp "$cache/$key.wasm" "$built/tsa.wasm"
    echo "$built/tsa.wasm"
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

# The name of a build: all that goes into it.
key() {
    {
        echo "$compiler $(compiler_version)"
        cd "$root"
        find tsa-core/src tsa-evidence/src tsa-wasm/src tsa-*/Cargo.toml Cargo.toml Cargo.lock tsa-wasm/build.sh -type f \
            | grep -E '^(tsa-(core|evidence|wasm)/|Cargo)' | grep -vE '/tests?(/|\.rs$)' | LC_ALL=C sort | xargs sha256sum
    } | sha256sum | cut -c 1-32
}

compiler_version() {
    if [ "$compiler" = rustup ]; then rustc --version; else /usr/bin/rustc --version; fi
}

# A clean environment: cargo's own variables of an outer build must not reach the inner one.
compile() {
    for variable in $(env | sed -n 's/^\(CARGO_[A-Z_]*\|RUSTC[A-Z_]*\|RUSTFLAGS\|RUSTUP_TOOLCHAIN\|TARGET\|HOST\|OUT_DIR\|PROFILE\|NUM_JOBS\|OPT_LEVEL\|DEBUG\)=.*/\1/p'); do
        [ "$variable" = CARGO_HOME ] || unset "$variable"
    done
    export CARGO_TARGET_DIR="$built/build"
    # The linker's own map of names is of no use in a browser. SIMD is in every browser since 2023.
    export RUSTFLAGS="-Ctarget-feature=+simd128 --remap-path-prefix=$root=."
    cd "$here"
    # The versions are the workspace's: cargo strikes out of this copy what the module does not use, and changes nothing else.
    cp "$root/Cargo.lock" Cargo.lock
    if [ "$compiler" = rustup ]; then
        cargo build --quiet --release --target "$target" >&2
    else
        RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=/usr/bin/wasm-ld \
            /usr/bin/cargo build --quiet --release --target "$target" -Zbuild-std=std,panic_abort >&2
    fi
}

main
