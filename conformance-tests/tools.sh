#!/bin/sh
# Installs the programs that the tests run against, or says exactly what to install. Nothing here is needed to build.
set -eu

deny_version=0.20.2

# One Debian package a line: the program that shows it is there, the package.
programs='
openssl openssl
busybox busybox
curl curl
faketime faketime
osslsigncode osslsigncode
jarsigner default-jdk-headless
keytool default-jdk-headless
node nodejs
npm npm
chromium chromium
chromedriver chromium-driver
fc-list fontconfig
git git
unzip unzip
zip zip
setpriv util-linux
'

missing=
while read -r program package; do
    [ -n "$program" ] || continue
    command -v "$program" >/dev/null 2>&1 || missing="$missing $package"
done <<EOT
$programs
EOT
# Its programs are not on the path: the tests start a server of their own from there.
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
# A page in Arabic or Japanese without glyphs would be a picture of boxes.
ls /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc >/dev/null 2>&1 || missing="$missing fonts-noto-cjk"
ls /usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf >/dev/null 2>&1 || missing="$missing fonts-noto-core"
# The compiler of the browser's engine, where rustup has no target for it (tsa-wasm/build.sh looks in the same order).
if [ ! -d "$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null)" ]; then
    for package in rustc-web rust-web-src cargo-web lld; do
        dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
    done
fi
[ -e /usr/share/java/bcpkix.jar ] || missing="$missing libbcpkix-java"
# tsget is a script of openssl's package; the module that it needs is not.
perl -MWWW::Curl::Easy -e 1 2>/dev/null || missing="$missing libwww-curl-perl"
# The Python clients live in an environment of their own under target/.
python3 -c 'import ensurepip' 2>/dev/null || missing="$missing python3-venv"
missing=$(printf '%s\n' $missing | sort -u | tr '\n' ' ')

if [ -n "${missing% }" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "installing: $missing"
        apt-get update -qq
        # shellcheck disable=SC2086 # a list of words
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing >/dev/null
    else
        echo "The tests need programs that are not here. Install them, then run this again:" >&2
        echo "  apt-get install $missing" >&2
        exit 1
    fi
fi

root=$(cd "$(dirname "$0")/.." && pwd)
if ! PATH="$root/target/tools/bin:$PATH" cargo deny --version >/dev/null 2>&1; then
    echo "building cargo-deny $deny_version (once, about three minutes)"
    # Its own target directory: it shares no build with the workspace.
    CARGO_TARGET_DIR="$root/target/tools/build" cargo install --quiet --locked --root "$root/target/tools" \
        --version "$deny_version" cargo-deny
    rm -rf "$root/target/tools/build"
fi

# What the browser tests load into pages, as conformance-tests/node/package-lock.json pins it.
node="$root/target/tools/node"
if ! cmp -s "$root/conformance-tests/node/package-lock.json" "$node/package-lock.json" || [ ! -d "$node/node_modules" ]; then
    mkdir -p "$node"
    cp "$root/conformance-tests/node/package.json" "$node/"
    (cd "$node" && cp "$root/conformance-tests/node/package-lock.json" . \
        && npm ci --silent --ignore-scripts --no-audit --no-fund) || { rm -f "$node/package-lock.json"; exit 1; }
fi
