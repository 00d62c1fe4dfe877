#!/bin/sh
# Checks that a time-stamp token is in a public log, from a proof file, with OpenSSL 3.0 and POSIX utilities alone.
#
# It computes the leaf from the token, follows the inclusion proof to the root of the checkpoint (RFC 6962), and checks
# the log's Ed25519 signature and a witness's cosignature on it (C2SP tlog-proof, tlog-checkpoint, tlog-cosignature).
# It does not check the token's own signature: `openssl ts -verify` does. It does not see whether the log later declared
# the token void: only a walk over the whole log does.
set -u
LC_ALL=C
export LC_ALL

usage() {
    cat >&2 <<'END'
usage: verify-log.sh -t TOKEN -p PROOF -k LOG-KEY [-w WITNESS-KEY]...

  -t TOKEN        the token or the response with it, DER (.tst, .tsr)
  -p PROOF        the proof, as /log/proof/SERIAL gives it (.tlog-proof)
  -k LOG-KEY      the log's verifier key (NAME+ID+BASE64), a file with it, or a PEM file with the Ed25519 public key
  -w WITNESS-KEY  a witness's key, in one of the same forms; each one given must have cosigned

exit codes: 0 all holds; 1 something does not hold; 2 cannot be judged; 3 not yet covered or not yet cosigned
END
    exit 2
}

main() {
    token= proof= log_key= witness_keys=
    while getopts t:p:k:w: option; do
        case $option in
            t) token=$OPTARG ;;
            p) proof=$OPTARG ;;
            k) log_key=$OPTARG ;;
            w) witness_keys="$witness_keys$OPTARG
" ;;
            *) usage ;;
        esac
    done
    shift $((OPTIND - 1))
    [ $# -eq 0 ] && [ -n "$token" ] && [ -n "$proof" ] && [ -n "$log_key" ] || usage
    [ -r "$token" ] || unclear "cannot read $token"
    [ -r "$proof" ] || unclear "cannot read $proof"
    command -v openssl >/dev/null || unclear "openssl is not installed"
    work=$(mktemp -d 2>/dev/null) || { work=${TMPDIR:-/tmp}/verify-log.$$ && (umask 077 && mkdir "$work"); } ||
        unclear "cannot make a scratch directory"
    trap 'rm -rf "$work"' EXIT
    trap 'exit 2' HUP INT TERM

    read_token
    read_proof
    [ "$index" = "$token_index" ] ||
        wrong "the proof is for leaf $index, and the token's serial number says leaf $token_index"
    read_key "$log_key" 01
    [ -z "$key_name" ] || [ "$key_name" = "$origin" ] || wrong "the checkpoint is of $origin, not of $key_name"
    # Without a name of its own (PEM), the log's key signs under the origin.
    key_name=$origin
    check_log_signature
    [ "$index" -lt "$size" ] || not_yet "the checkpoint covers $size leaves, the token's is number $index"
    check_inclusion
    check_witnesses
    echo "The token is in the log."
}

# --- The token ----------------------------------------------------------------------------------------------

# Sets token_index, gen_time and leaf (hex) from the token.
read_token() {
    openssl asn1parse -inform DER -in "$token" >"$work/asn1" 2>/dev/null || unclear "$token is not DER"
    # What is wanted of the SignedData (RFC 5652): the eContent, and the certHash of SigningCertificateV2 (RFC 5035)
    # among the signed attributes of the signer. The depths are counted from the OID of SignedData, which is at depth 1
    # in a token and 2 in a response. Prints: name, offset of the content, length.
    describe "$work/asn1" | awk '
        !base && $4 == "OBJECT" && /:pkcs7-signedData$/ { base = $2; next }
        !base { next }
        $2 < base { exit }
        # The fields of SignedData; the SET after the content holds the signers.
        $2 == base + 2 { field = $4; signers = ($4 == "SET" && content); wanted = 0 }
        $2 == base + 3 && field == "SEQUENCE" && $4 == "OBJECT" { content = /:id-smime-ct-TSTInfo$/ }
        $2 == base + 4 && field == "SEQUENCE" && content && $4 == "OCTET" { print "tst_info", $1 + $5, $3 }
        # The fields of a signer; [0], constructed, is the signed attributes.
        $2 == base + 4 && signers { attributes = ($4 == "cont" && $6 == "cons" && $8 == 0); wanted = 0 }
        $2 == base + 6 && attributes && $4 == "OBJECT" { wanted = /:id-smime-aa-signingCertificateV2$/; other = 0 }
        # An ESSCertIDv2: perhaps another hash algorithm, then the hash.
        $2 == base + 11 && wanted && $4 == "OBJECT" { other = !/:sha256$/ }
        $2 == base + 10 && wanted && $4 == "OCTET" && !other { print "certificate", $1 + $5, $3; wanted = 0 }
    ' >"$work/parts"
    cut_part tst_info "$token" "$work/tst_info"
    cut_part certificate "$token" "$work/certificate"
    [ "$(size_of "$work/certificate")" -eq 32 ] || unclear "the token does not name its signer's certificate by SHA-256"

    # RFC 3161 section 2.4.2: version, policy, messageImprint, serialNumber, genTime.
    openssl asn1parse -inform DER -in "$work/tst_info" >"$work/asn1" 2>/dev/null || unclear "no TSTInfo in $token"
    describe "$work/asn1" | awk '
        $2 != 1 { next }
        { number++ }
        number == 2 && $4 == "OBJECT" { print "policy", $1 + $5, $3 }
        number == 4 && $4 == "INTEGER" { print "serial", $1 + $5, $3 }
        number == 5 && $4 == "GENERALIZEDTIME" { print "gen_time", $1 + $5, $3 }
    ' >"$work/parts"
    for part in policy serial gen_time; do
        cut_part $part "$work/tst_info" "$work/$part"
    done
    gen_time=$(cat "$work/gen_time")
    # The low 48 bits of the serial number are the index of the leaf.
    serial=$(hex_of "$work/serial")
    token_index=$(printf %d "0x$(printf 000000000000%s "$serial" | sed 's/.*\(.\{12\}\)$/\1/')")

    # entry = 01 || SHA-256(certificate) || length || policy || length || genTime || SHA-256(TSTInfo)
    # leaf = SHA-256(00 || entry)
    tst_info=$(sha256 <"$work/tst_info")
    entry=01$(hex_of "$work/certificate")$(length_octet "$work/policy")$(hex_of "$work/policy")
    entry=$entry$(length_octet "$work/gen_time")$(hex_of "$work/gen_time")$tst_info
    leaf=$(octets "00$entry" | sha256)
    echo "token: serial number $serial, genTime $gen_time, leaf $leaf"
}

# The lines of asn1parse as: offset, depth, content length, type, header length, `prim` or `cons`, the rest.
describe() {
    n=' *\([0-9]*\)'
    sed -n "s/^$n:d=$n *hl=$n *l=$n *\\([a-z]*\\): *\\([^ ]*\\)/\\1 \\2 \\4 \\6 \\3 \\5 /p" "$1"
}

# Copies the octets that $work/parts names from a file.
cut_part() {
    place=$(awk -v name="$1" '$1 == name { print $2, $3; exit }' "$work/parts")
    [ -n "$place" ] || unclear "no $1 in the token"
    dd if="$2" of="$3" bs=1 skip="${place% *}" count="${place#* }" 2>/dev/null
    [ "$(size_of "$3")" -eq "${place#* }" ] || unclear "$2 is cut off"
}

# --- The proof ----------------------------------------------------------------------------------------------

# Sets index, origin, size and root (hex); writes hashes, body and signatures.
read_proof() {
    # tlog-proof: the header, perhaps `extra`, `index`, hashes, an empty line, the checkpoint. signed-note: the last
    # empty line parts text and signatures; a checkpoint has none in its text.
    awk -v work="$work" '
        BEGIN { part = "head" }
        part == "head" && NR == 1 { if ($0 != "c2sp.org/tlog-proof@v1") exit; next }
        part == "head" && NR == 2 && /^extra / { next }
        part == "head" && /^index / && !indexed++ { print substr($0, 7) > (work "/index"); next }
        part == "head" && $0 == "" { part = "body"; next }
        part == "head" { print > (work "/hashes"); next }
        part == "body" && $0 == "" { part = "signatures"; next }
        { print > (work "/" part) }
    ' "$proof"
    [ -s "$work/index" ] && [ -s "$work/body" ] && [ -s "$work/signatures" ] || unclear "$proof is not a tlog-proof"
    [ -e "$work/hashes" ] || : >"$work/hashes"
    index=$(cat "$work/index")
    origin=$(sed -n 1p "$work/body")
    size=$(sed -n 2p "$work/body")
    decimal "$index" && decimal "$size" || unclear "$proof: no decimal index or size"
    root=$(sed -n 3p "$work/body" | decode 32) || unclear "$proof: the root is not base64 of 32 octets"
}

# RFC 9162 section 2.1.3.2.
check_inclusion() {
    position=$index last=$((size - 1)) node=$leaf
    while read -r line; do
        sibling=$(printf '%s\n' "$line" | decode 32) || unclear "$proof: a hash is not base64 of 32 octets"
        [ "$last" -gt 0 ] || wrong "the inclusion proof is too long"
        if [ $((position % 2)) -eq 1 ] || [ "$position" -eq "$last" ]; then
            node=$(octets "01$sibling$node" | sha256)
            while [ $((position % 2)) -eq 0 ] && [ "$position" -gt 0 ]; do
                position=$((position / 2)) last=$((last / 2))
            done
        else
            node=$(octets "01$node$sibling" | sha256)
        fi
        position=$((position / 2)) last=$((last / 2))
    done <"$work/hashes"
    [ "$last" -eq 0 ] || wrong "the inclusion proof is too short"
    [ "$node" = "$root" ] || wrong "the inclusion proof does not lead from the token to the root of the checkpoint"
    echo "inclusion: leaf $index of $size, root $root"
}

# --- Signatures ---------------------------------------------------------------------------------------------

# Sets key_name (empty for PEM) and key (hex) from a verifier key, a file with one, or a PEM file; 01 log, 04 witness.
read_key() {
    key_name='' text=$1 kind=$2
    if [ -f "$1" ]; then
        if grep -q -e '-----BEGIN' "$1"; then
            openssl pkey -pubin -in "$1" -outform DER -out "$work/der" 2>/dev/null || unclear "$1 is no PEM public key"
            key=$(hex_of "$work/der")
            case $key in
                302a300506032b6570032100*) key=${key#302a300506032b6570032100} ;;
                *) unclear "$1 is no Ed25519 key" ;;
            esac
            return
        fi
        # A file may hold several keys: the first of the kind.
        text=$(while read -r line; do
            material=$(printf '%s\n' "${line#*+*+}" | decode 33) || continue
            case $material in "$kind"*) printf '%s\n' "$line" && break ;; esac
        done <"$1")
    fi
    key_name=${text%%+*}
    rest=${text#*+}
    material=$(printf '%s\n' "${rest#*+}" | decode 33) || unclear "not a verifier key: $1"
    key=${material#"$kind"}
    [ ${#key} -eq 64 ] || unclear "$1 is not a key of type $kind"
    [ "${rest%%+*}" = "$(key_id "$key_name" "$kind" "$key")" ] || unclear "the key ID of $1 does not fit the key"
}

# signed-note: SHA-256(name || 0A || type || key)[:4].
key_id() {
    { printf '%s\n' "$1" && octets "$2$3"; } | sha256 | cut -c 1-8
}

# The base64 of the signatures by a name with an ID, one a line. A name of "" stands for any with the right ID.
signatures_by() {
    dash=$(printf '\342\200\224')
    while IFS= read -r line; do
        case $line in "$dash "?*' '?*) ;; *) unclear "$proof: not a signature line: $line" ;; esac
        rest=${line#"$dash "}
        name=${rest% *}
        [ -z "$1" ] || [ "$name" = "$1" ] || continue
        blob=$(printf '%s\n' "${rest##* }" | decode) || unclear "$proof: a signature is not base64"
        case $blob in "$(key_id "$name" "$2" "$3")"*) printf '%s %s\n' "$name" "${blob#????????}" ;; esac
    done <"$work/signatures"
}

check_log_signature() {
    signatures_by "$key_name" 01 "$key" >"$work/found" || exit 2
    [ -s "$work/found" ] || wrong "the checkpoint is not signed by the log"
    while read -r line; do
        holds "$key" "${line##* }" "$work/body" || wrong "the log's signature on the checkpoint does not hold"
    done <"$work/found"
    echo "checkpoint: $origin, $size leaves, signed by the log"
}

check_witnesses() {
    [ -n "$witness_keys" ] || echo "no witness key given: only the log vouches for the time and for a single history"
    printf %s "$witness_keys" >"$work/witnesses"
    while IFS= read -r witness; do
        read_key "$witness" 04
        signatures_by "$key_name" 04 "$key" >"$work/found" || exit 2
        [ -s "$work/found" ] || not_yet "the checkpoint is not cosigned by ${key_name:-$witness}"
        while read -r line; do
            blob=${line##* }
            [ ${#blob} -eq 144 ] || wrong "a malformed cosignature by ${line% *}"
            signature=${blob#????????????????}
            time=$(printf %d "0x${blob%"$signature"}" 2>/dev/null) || wrong "a malformed cosignature by ${line% *}"
            [ "$time" -gt 0 ] || wrong "a cosignature by ${line% *} states no time"
            { printf 'cosignature/v1\ntime %s\n' "$time" && cat "$work/body"; } >"$work/message"
            holds "$key" "$signature" "$work/message" || wrong "the cosignature by ${line% *} does not hold"
            echo "witness: ${line% *} saw it by $(date_of "$time")"
        done <"$work/found"
    done <"$work/witnesses"
}

# Whether an Ed25519 signature (hex) by a key (hex) over a file holds.
holds() {
    [ ${#2} -eq 128 ] || return 1
    octets "302a300506032b6570032100$1" >"$work/key.der"
    octets "$2" >"$work/signature"
    openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey "$work/key.der" -in "$3" -sigfile "$work/signature" \
        >/dev/null 2>&1
}

# --- Octets -------------------------------------------------------------------------------------------------

# base64 (one line on standard input) as hex; of so many octets if a number is given; only the canonical form.
decode() {
    read -r encoded || return 1
    printf '%s' "$encoded" | openssl base64 -d -A >"$work/decoded" 2>/dev/null || return 1
    [ "$(openssl base64 -A -in "$work/decoded")" = "$encoded" ] || return 1
    [ -z "${1:-}" ] || [ "$(size_of "$work/decoded")" -eq "$1" ] || return 1
    hex_of "$work/decoded"
}

sha256() { openssl dgst -sha256 -binary | od -An -v -tx1 | tr -d ' \n'; }
hex_of() { od -An -v -tx1 "$1" | tr -d ' \n'; }
size_of() { wc -c <"$1" | tr -d ' '; }
length_octet() { printf %02x "$(size_of "$1")"; }

# The octets that a hex string stands for.
octets() {
    # shellcheck disable=SC2059 # the format is what is printed: \ooo for each octet
    printf "$(printf '%s\n' "$1" | awk '{
        for (at = 1; at < length($0); at += 2)
            printf "\\%03o", 16 * (index(digits, substr($0, at, 1)) - 1) + index(digits, substr($0, at + 1, 1)) - 1
    }' digits=0123456789abcdef)"
}

# Whether a text is a decimal number without leading zeros, below 2^63 for sure.
decimal() {
    case $1 in '' | *[!0-9]* | 0?* | ???????????????????*) return 1 ;; esac
}

# POSIX seconds as UTC (civil from days, by years of 400).
date_of() {
    awk -v time="$1" 'BEGIN {
        days = int(time / 86400); rest = time - days * 86400
        days += 719468; era = int(days / 146097); day = days - era * 146097
        year = int((day - int(day / 1460) + int(day / 36524) - int(day / 146096)) / 365)
        day -= 365 * year + int(year / 4) - int(year / 100)
        month = int((5 * day + 2) / 153); day -= int((153 * month + 2) / 5) - 1
        month += month < 10 ? 3 : -9
        printf "%04d-%02d-%02dT%02d:%02d:%02dZ\n", year + era * 400 + (month <= 2), month, day, \
            int(rest / 3600), int(rest % 3600 / 60), rest % 60
    }'
}

wrong() {
    echo "DOES NOT HOLD: $*"
    exit 1
}

not_yet() {
    echo "not yet: $*"
    exit 3
}

unclear() {
    echo "verify-log.sh: $*" >&2
    exit 2
}

main "$@"
