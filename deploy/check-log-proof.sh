#!/bin/sh
# Checks a proof of logging with a POSIX shell and OpenSSL 3.0 or later alone. The formats: docs/log-format.md.
#
#   check-log-proof.sh entry TOKEN [CERTIFICATE.pem] >ENTRY
#       computes the log entry of a time-stamp token (DER, not the whole response). The signer's certificate is
#       needed only if the token does not hold it.
#   check-log-proof.sh check PROOF LOG-KEY [WITNESS-KEY...] <ENTRY
#       checks that the entry is in the log: the log's signature, a cosignature of every witness that is given, and
#       the inclusion proof. Keys are verifier keys (name+id+base64).
#
# `entry` verifies the token's signature but no certificate path: use `openssl ts -verify` for that.
# Exit code 0: it holds. 1: it does not. 2: wrong usage.
set -eu
LC_ALL=C
export LC_ALL

fail() {
    echo "check-log-proof: $1" >&2
    exit 1
}

usage() {
    sed -n '3,9s/^# *//p' "$0" >&2
    exit 2
}

sha256() { openssl dgst -sha256 -binary; }

# octets FILE SKIP COUNT
octets() { dd if="$1" bs=1 skip="$2" count="$3" 2>/dev/null; }

# field TYPE NTH: the content of the nth element of this type in the TSTInfo, its length in one octet before it
field() {
    place=$(openssl asn1parse -inform DER -in "$dir/tst" |
        sed -n "s/^ *\([0-9]*\):d=1 *hl=\([0-9]*\) *l= *\([0-9]*\) prim: $1 .*/\1 \2 \3/p" | sed -n "$2p")
    # shellcheck disable=SC2086 # three words are wanted
    set -- $place
    [ $# -eq 3 ] && [ "$3" -le 255 ] || fail "the TSTInfo cannot be read"
    # shellcheck disable=SC2059 # the format is an octal escape
    printf "\\$(printf %03o "$3")"
    octets "$dir/tst" $(($1 + $2)) "$3"
}

entry() {
    [ $# -ge 1 ] && [ $# -le 2 ] || usage
    openssl cms -verify -inform DER -in "$1" -noverify -out "$dir/tst" -signer "$dir/cert" \
        ${2+-certfile "$2"} 2>"$dir/err" || fail "the token's signature does not hold: $(cat "$dir/err")"
    printf '\001'
    openssl x509 -in "$dir/cert" -outform DER | sha256
    field OBJECT 1
    field GENERALIZEDTIME 1
    sha256 <"$dir/tst"
    # The serial number (after the version) ends with the index in 48 bits.
    field INTEGER 2 >"$dir/serial"
    index=0
    for octet in $(tail -c 6 "$dir/serial" | od -An -tu1); do index=$((index * 256 + octet)); done
    echo "the serial number says index $index; compare it with the proof" >&2
}

# signed_by KEY: every line in the name of the key holds, and there is one
signed_by() {
    name=${1%%+*} rest=${1#*+} found=
    id=${rest%%+*}
    printf %s "${rest#*+}" | openssl base64 -d -A >"$dir/key"
    [ "$(wc -c <"$dir/key")" -eq 33 ] || fail "not a verifier key: $1"
    type=$(od -An -tu1 -N1 "$dir/key" | tr -d ' ')
    # An Ed25519 SubjectPublicKeyInfo (RFC 8410): a fixed beginning and the 32 octets.
    { printf '\060\052\060\005\006\003\053\145\160\003\041\000'; octets "$dir/key" 1 32; } >"$dir/spki"
    while read -r dash who blob; do
        [ "$dash" = '—' ] && [ "$who" = "$name" ] || continue
        printf %s "$blob" | openssl base64 -d -A >"$dir/blob"
        [ "$(octets "$dir/blob" 0 4 | od -An -tx1 | tr -d ' \n')" = "$id" ] || continue
        case $type in
        1) skip=4 && cp "$dir/text" "$dir/message" ;;
        4)
            skip=12 time=0
            for octet in $(octets "$dir/blob" 4 8 | od -An -tu1); do time=$((time * 256 + octet)); done
            { printf 'cosignature/v1\ntime %s\n' "$time"; cat "$dir/text"; } >"$dir/message"
            ;;
        *) fail "a key of type $type cannot be checked: $1" ;;
        esac
        [ "$(wc -c <"$dir/blob")" -eq $((skip + 64)) ] || fail "a signature of $name has a wrong length"
        octets "$dir/blob" $skip 64 >"$dir/signature"
        openssl pkeyutl -verify -pubin -keyform DER -inkey "$dir/spki" -rawin -in "$dir/message" \
            -sigfile "$dir/signature" >/dev/null 2>&1 || fail "a signature of $name does not hold"
        found=yes
        [ "$type" -eq 1 ] || echo "cosigned by $name at $time (seconds since 1970, UTC)"
    done <"$dir/signatures"
    [ -n "$found" ] || fail "no signature of $name"
}

# included INDEX SIZE: from the leaf hash in $dir/hash to the root (RFC 9162 2.1.3.2)
included() {
    node=$1 last=$(($2 - 1))
    while read -r line; do
        [ "$last" -gt 0 ] || fail "the inclusion proof is too long"
        printf %s "$line" | openssl base64 -d -A >"$dir/sibling"
        [ "$(wc -c <"$dir/sibling")" -eq 32 ] || fail "a line of the inclusion proof is no hash"
        if [ $((node % 2)) -eq 1 ] || [ "$node" -eq "$last" ]; then
            { printf '\001'; cat "$dir/sibling" "$dir/hash"; } | sha256 >"$dir/above"
            while [ $((node % 2)) -eq 0 ] && [ "$node" -ne 0 ]; do
                node=$((node / 2)) last=$((last / 2))
            done
        else
            { printf '\001'; cat "$dir/hash" "$dir/sibling"; } | sha256 >"$dir/above"
        fi
        mv "$dir/above" "$dir/hash"
        node=$((node / 2)) last=$((last / 2))
    done <"$dir/path"
    [ "$last" -eq 0 ] || fail "the inclusion proof is too short"
}

number() {
    case $1 in *[!0-9]* | 0?* | '') fail "not a number: $1" ;; esac
    [ ${#1} -le 18 ] || fail "too large a number: $1"
}

check() {
    [ $# -ge 2 ] || usage
    [ "$(sed -n 1p "$1")" = 'c2sp.org/tlog-proof@v1' ] || fail "not a tlog-proof: $1"
    # Up to the first blank line the proof, up to the next one the text of the checkpoint, then the signatures.
    sed -e 1d -e '/^$/,$d' -e '2{/^extra /d;}' "$1" >"$dir/proof"
    sed '1,/^$/d' "$1" >"$dir/note"
    sed '/^$/,$d' "$dir/note" >"$dir/text"
    sed '1,/^$/d' "$dir/note" >"$dir/signatures"
    index=$(sed -n '1s/^index //p' "$dir/proof")
    sed 1d "$dir/proof" >"$dir/path"
    origin=$(sed -n 1p "$dir/text") size=$(sed -n 2p "$dir/text") root=$(sed -n 3p "$dir/text")
    number "$index"
    number "$size"
    [ "$index" -lt "$size" ] || fail "the index is not below the size of the log"
    { printf '\000'; cat; } | sha256 >"$dir/hash"
    shift
    [ "${1%%+*}" = "$origin" ] || fail "the checkpoint is of another log: $origin"
    for key in "$@"; do signed_by "$key"; done
    included "$index" "$size"
    [ "$(openssl base64 -A <"$dir/hash")" = "$root" ] || fail "the entry is not in the log at this index"
    echo "entry $index is in the log $origin of $size entries"
}

[ $# -ge 1 ] || usage
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
command=$1
shift
case $command in
entry) entry "$@" ;;
check) check "$@" ;;
*) usage ;;
esac
