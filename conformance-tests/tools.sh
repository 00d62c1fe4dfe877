#!/bin/sh
# Installs the programs that the tests run against, or says exactly what to install. Nothing here is needed to build.
set -eu

deny_version=0.20.2

# One Debian package a line: the program that shows it is there, the package.
programs='
openssl openssl
curl curl
faketime faketime
osslsigncode osslsigncode
jarsigner default-jdk-headless
keytool default-jdk-headless
node nodejs
'

missing=
while read -r program package; do
    [ -n "$program" ] || continue
    command -v "$program" >/dev/null 2>&1 || missing="$missing $package"
done <<EOT
$programs
EOT
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
