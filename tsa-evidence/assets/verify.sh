#!/bin/sh
# Checks an evidence package with OpenSSL 3.0 and POSIX utilities alone. It needs no network and no service.
#
# It rebuilds both time-stamp requests itself, from the file and the claim, and has OpenSSL compare the tokens with them; it
# checks that the claim has one reading, and that both tokens are in the public log. What the package holds is specified in
# docs/claim-format.md of the source. The finer rules of claims (lengths, spaces, Unicode normalisation) are left to verify.html.
set -u
LC_ALL=C
export LC_ALL

usage() {
    cat >&2 <<'END'
usage: sh verify.sh [--root FILE] [--trust FILE] [--log-policy FILE] [--crl FILE] [--package DIR] [FILE]

  FILE               the file that the proof is for, or the folder; what is in original/ if none is given
  --root FILE        root certificates that you trust (PEM), in place of the package's
  --trust FILE       the trust entry of the service (trust.txt) from a source that you trust
  --log-policy FILE  keys of log and witnesses (policy.txt) from a source that you trust
  --crl FILE         lists of revoked certificates (PEM) that were made after the package, beside those in it; may be repeated
  --package DIR      where the package was unpacked; the folder of this script if not given

exit codes: 0 all holds; 1 something does not hold; 2 wrong use; 3 cannot tell, something is missing; 4 cannot read or run
END
    exit 2
}

main() {
    package='' roots='' trust='' log_policy='' file='' missing='' newline='
'
    crl_files=''
    while [ $# -gt 0 ]; do
        case $1 in
            --root) [ $# -ge 2 ] || usage; roots=$2; shift ;;
            --trust) [ $# -ge 2 ] || usage; trust=$2; shift ;;
            --log-policy) [ $# -ge 2 ] || usage; log_policy=$2; shift ;;
            --crl) [ $# -ge 2 ] || usage; [ -r "$2" ] || unclear "cannot read $2"; crl_files=$crl_files$2$newline; shift ;;
            --package) [ $# -ge 2 ] || usage; package=$2; shift ;;
            --) shift; [ $# -le 1 ] || usage; file=${1:-}; break ;;
            -*) usage ;;
            *) [ -z "$file" ] || usage; file=$1 ;;
        esac
        shift
    done
    command -v openssl >/dev/null || unclear "openssl is not installed"
    case $(openssl version) in 'OpenSSL 0'* | 'OpenSSL 1'* | Libre*) unclear "OpenSSL 3.0 or later is needed" ;; esac
    work=$(mktemp -d 2>/dev/null) || { work=${TMPDIR:-/tmp}/verify.$$ && (umask 077 && mkdir "$work"); } ||
        unclear "cannot make a scratch directory"
    trap 'rm -rf "$work"' EXIT
    trap 'exit 4' HUP INT TERM

    find_parts
    read_trust
    prepare_certificates
    read_claim
    find_file

    check_file_token
    [ -z "$claim" ] || check_claim_token
    check_log file "$package/file.tlog-proof"
    [ -z "$claim" ] || check_log claim "$package/claim.tlog-proof"
    conclude
}

# --- The parts of the package -------------------------------------------------------------------------------

find_parts() {
    [ -n "$package" ] || package=$(dirname "$0")
    [ -f "$package/file.tsr" ] || package=.
    [ -r "$package/file.tsr" ] || unclear "no file.tsr here: unpack the package, and give its folder with --package"
    ours=''
    if [ -z "$roots" ]; then roots=$package/roots.pem ours="$ours roots.pem"; fi
    if [ -z "$trust" ]; then trust=$package/trust.txt ours="$ours trust.txt"; fi
    if [ -z "$log_policy" ]; then log_policy=$package/policy.txt ours="$ours policy.txt"; fi
    [ -r "$roots" ] || unclear "cannot read the root certificates, $roots"
    [ -r "$trust" ] || unclear "cannot read the trust entry, $trust"
    claim=$package/claim.json
    [ -f "$claim" ] || claim=''
}

# Sets service, file_policy, claim_policy, logged, revocation; writes the digests of the roots.
read_trust() {
    awk '
        BEGIN { split("service file-policy claim-policy logged revocation", key, " ") }
        NR == 1 { bad += $0 != "trust-entry/v1"; next }
        NR <= 6 { bad += NF != 2 || $1 != key[NR - 1] || $0 != $1 " " $2 }
        NR == 2 { bad += $2 ~ /[^][a-z0-9.:\/_-]/ }
        NR == 3 || NR == 4 { bad += $2 !~ /^[0-2](\.[0-9]+)+$/ }
        NR == 5 || NR == 6 { bad += $2 != "required" && $2 != "optional" }
        NR >= 7 { bad += $0 !~ /^root [0-9a-f]+$/ || length($0) != 69 }
        END { exit bad || NR < 7 }
    ' "$trust" || unclear "$trust is not a trust entry"
    service=$(sed -n 's/^service //p' "$trust")
    file_policy=$(sed -n 's/^file-policy //p' "$trust")
    claim_policy=$(sed -n 's/^claim-policy //p' "$trust")
    logged=$(sed -n 's/^logged //p' "$trust")
    revocation=$(sed -n 's/^revocation //p' "$trust")
    sed -n 's/^root //p' "$trust" >"$work/root-digests"
    [ "$file_policy" != "$claim_policy" ] || unclear "$trust: the two policies are the same"
}

# Writes roots.pem: the given roots; those of the package only as far as the trust entry names them.
prepare_certificates() {
    : >"$work/roots.pem"
    split_pem CERTIFICATE "$roots" root
    for one in "$work"/root.*; do
        [ -f "$one" ] || continue
        digest=$(openssl x509 -in "$one" -outform DER 2>/dev/null | sha256)
        case $ours in *roots.pem*) grep -q "^$digest\$" "$work/root-digests" || continue ;; esac
        cat "$one" >>"$work/roots.pem"
        echo "root: SHA-256 $digest, $(openssl x509 -in "$one" -noout -subject 2>/dev/null)"
    done
    [ -s "$work/roots.pem" ] || unclear "no root certificate in $roots that the trust entry names"
    : >"$work/untrusted.pem"
    [ ! -r "$package/chain.pem" ] || cat "$package/chain.pem" >"$work/untrusted.pem"
    { [ ! -r "$package/crls.pem" ] || cat "$package/crls.pem"; } >"$work/crls.pem"
    printf %s "$crl_files" | while IFS= read -r one; do
        grep -q '^-----BEGIN X509 CRL-----' "$one" || exit 1
        { echo && cat "$one"; } >>"$work/crls.pem"
    done || unclear "a file given with --crl holds no list of revoked certificates in PEM"
    split_pem 'X509 CRL' "$work/crls.pem" crl
}

# The blocks of one kind in a PEM file, each to a file of its own.
split_pem() {
    awk -v kind="$1" -v out="$work/$3" '
        $0 ~ "^-----BEGIN " kind "-----" { number++; inside = 1 }
        inside { print > (out "." number) }
        $0 ~ "^-----END " kind "-----" { inside = 0; close(out "." number) }
    ' "$2"
}

# --- The claim ----------------------------------------------------------------------------------------------

# Checks that the claim has one reading; sets claim_digest and what the checks need of it.
read_claim() {
    [ -n "$claim" ] || { say_missing "no claim.json: nothing is said about a holder"; return; }
    [ "$(size_of "$claim")" -le 65536 ] || wrong "claim.json is larger than a claim can be"
    od -An -v -tu1 "$claim" | awk "$claim_reader" >"$work/claim" ||
        wrong "claim.json $(sed -n 's/^! //p' "$work/claim")"
    claim_digest=$(sha256 <"$claim")
    claimed_sha256=$(member file.sha256) claimed_sha512=$(member file.sha512) claimed_size=$(member file.size)
    claim_type=$(member type)
    [ "$(member policy)" = "$file_policy" ] || wrong "the claim names the policy $(member policy), not $file_policy"
    [ "$(member service)" = "$service" ] || wrong "the claim names the service $(member service), not $service"
}

member() {
    sed -n "s/^$1=//p" "$work/claim"
}

# Reads octets as decimals; prints each value of the JSON as PATH=VALUE. What is not canonical (RFC 8785), not text that a
# claim may have, or not a member of version 1 ends in "! reason". Recursion is one function per kind of value.
claim_reader='
    { for (field = 1; field <= NF; field++) octet[++last] = $field + 0 }
    END {
        known = ":v:type:id:service:policy:salt:file.sha256:file.sha512:file.size:file.name:file.name_commit:agent.name:agent.matter" \
            ":work.title:work.note:declaration.id:declaration.lang:assurance.level:assurance.method" \
            ":holders.name:holders.kind:holders.role:holders.identifiers.scheme:holders.identifiers.value:"
        at = 1; value("", "", 0)
        if (at <= last) refuse("has something after its end")
        if (seen["v"] != "1") refuse("has a version that is not known here")
        split("type id service policy salt file.sha256 declaration.id declaration.lang assurance.level assurance.method", needed, " ")
        for (number in needed) if (!(needed[number] in seen)) refuse("lacks " needed[number])
        if (!("holders" in places)) refuse("lacks holders")
        if (places["holders"] > 50) refuse("names more than 50 holders")
        for (number = 0; number < places["holders"]; number++) {
            holder = "holders[" number "]"
            split("name kind role", needed, " ")
            for (part in needed) if (!((holder "." needed[part]) in seen)) refuse("lacks " holder "." needed[part])
            if (places[holder ".identifiers"] > 10) refuse("has more than 10 identifiers in " holder)
            split("scheme value", needed, " ")
            for (one = 0; one < places[holder ".identifiers"]; one++) for (part in needed)
                if (!((holder ".identifiers[" one "]." needed[part]) in seen)) refuse("lacks " holder ".identifiers[" one "]." needed[part])
        }
        if (("agent.matter" in seen) && !("agent.name" in seen)) refuse("lacks agent.name")
        if (("file.name" in seen) && ("file.name_commit" in seen)) refuse("has a file name in two forms")
        if (seen["file.sha256"] !~ /^[0-9a-f]*$/ || length(seen["file.sha256"]) != 64) refuse("has a malformed digest")
        if (seen["id"] !~ /^[0-9a-f]*$/ || length(seen["id"]) != 32) refuse("has a malformed id")
        if (seen["salt"] !~ /^[0-9a-f]*$/ || length(seen["salt"]) != 64) refuse("has a malformed salt")
        if (seen["type"] != "file" && seen["type"] != "folder") refuse("has an unknown type")
    }
    function refuse(why) { if (!refused++) print "! " why; exit 1 }
    # path: as it is shown; kind: without the places in lists.
    function value(path, kind, depth) {
        if (depth > 8) refuse("is nested too deeply")
        if (octet[at] == 123) object(path, kind, depth + 1)
        else if (octet[at] == 91) list(path, kind, depth + 1)
        else {
            if (index(known, ":" kind ":") == 0) refuse("has an unknown member, " path)
            if ((octet[at] == 34) == (kind == "v" || kind == "file.size")) refuse("has a malformed " path)
            seen[path] = (octet[at] == 34) ? string(kind ~ /name|title|note|matter|value/) : integer()
            print path "=" seen[path]
        }
    }
    function object(path, kind, depth,    name, before) {
        at++; before = ""
        if (octet[at] == 125) refuse("has an empty object")
        for (;;) {
            if (octet[at] != 34) refuse("is not canonical JSON")
            name = string(0)
            if (name !~ /^[a-z0-9_]+$/) refuse("has an unknown member")
            if (before != "" && name == before) refuse("has " name " twice: it has two readings")
            if (before != "" && name < before) refuse("is not canonical: its members are not sorted, so one may occur twice")
            before = name
            if (octet[at++] != 58) refuse("is not canonical JSON")
            value(path == "" ? name : path "." name, kind == "" ? name : kind "." name, depth)
            if (octet[at] == 125) { at++; return }
            if (octet[at++] != 44) refuse("is not canonical JSON")
        }
    }
    function list(path, kind, depth,    place) {
        at++; place = 0
        if (octet[at] == 93) refuse("has an empty list")
        for (;;) {
            value(path "[" place++ "]", kind, depth)
            places[path] = place
            if (octet[at] == 93) { at++; return }
            if (octet[at++] != 44) refuse("is not canonical JSON")
        }
    }
    function integer(    digits) {
        digits = ""
        while (octet[at] >= 48 && octet[at] <= 57) digits = digits sprintf("%c", octet[at++])
        if (digits == "" || length(digits) > 16 || (length(digits) > 1 && digits ~ /^0/)) refuse("is not canonical JSON")
        if (digits + 0 > 9007199254740991) refuse("has a number that is too large")
        return digits
    }
    # As octets; only the two escapes that a claim can need.
    function string(is_text,    text, point, more) {
        at++; text = ""
        while (octet[at] != 34) {
            if (at > last || octet[at] < 32) refuse("is not canonical JSON")
            if (octet[at] == 92) {
                at++
                if (octet[at] != 34 && octet[at] != 92) refuse("has an escape that is not canonical or stands for a control character")
            }
            point = octet[at]; more = 0
            if (point >= 240 && point < 245) { point -= 240; more = 3 }
            else if (point >= 224 && point < 240) { point -= 224; more = 2 }
            else if (point >= 194 && point < 224) { point -= 192; more = 1 }
            else if (point >= 128) refuse("is not UTF-8")
            text = text sprintf("%c", octet[at++])
            size = more
            for (; more > 0; more--) {
                if (octet[at] < 128 || octet[at] > 191) refuse("is not UTF-8")
                point = point * 64 + octet[at] - 128
                text = text sprintf("%c", octet[at++])
            }
            if ((size == 2 && point < 2048) || (size == 3 && point < 65536) || (point >= 55296 && point < 57344) || point > 1114111)
                refuse("is not UTF-8")
            if (is_text || point >= 127) check(point)
        }
        at++
        return text
    }
    function within(point, low, high) { return point >= low && point <= high }
    function check(point) {
        if (point < 32 || within(point, 127, 159) || within(point, 8232, 8233) || within(point, 65529, 65531))
            refuse("has a control character in a name")
        if (point == 1564 || within(point, 8206, 8207) || within(point, 8234, 8238) || within(point, 8294, 8297))
            refuse("has a character in a name that turns the direction of writing")
        if (point == 173 || point == 847 || within(point, 4447, 4448) || within(point, 6068, 6069) || within(point, 6155, 6159) \
            || within(point, 8203, 8205) || within(point, 8288, 8293) || within(point, 8298, 8303) || point == 10240 || point == 12644 \
            || within(point, 65024, 65039) || point == 65279 || point == 65440 || within(point, 65520, 65528) \
            || within(point, 113824, 113827) || within(point, 119155, 119162) || within(point, 917504, 921599))
            refuse("has an invisible character in a name")
        if (point == 160 || point == 5760 || within(point, 8192, 8202) || point == 8239 || point == 8287)
            refuse("has an unusual space in a name")
        if (within(point, 64976, 65007) || point == 65533 || within(point, 57344, 63743) || point >= 983040 || point % 65536 >= 65534)
            refuse("has something in a name that is no character")
    }
'

# --- The file -----------------------------------------------------------------------------------------------

# Sets file_digest: of the file; without one, what the claim or the token says, and the verdict is "cannot tell".
find_file() {
    if [ "${claim_type:-}" = folder ]; then find_folder; else take_original; fi
    if [ -n "$file" ]; then
        [ -r "$file" ] && [ ! -d "$file" ] || unclear "cannot read $file"
        file_digest=$(sha256 <"$file")
        [ ${#file_digest} -eq 64 ] || unclear "cannot read $file"
        return
    fi
    say_missing "no file was given: it is not compared with anything"
    [ -n "$claim" ] || unclear "give the file"
    file_digest=$claimed_sha256
}

# Sets file to the one in original/, if none was given.
take_original() {
    [ -z "$file" ] || return 0
    for one in "$package"/original/* "$package"/original/.[!.]*; do
        [ -f "$one" ] || continue
        [ -z "$file" ] || unclear "there are several files in original/: name the file"
        file=$one
    done
}

# What the claim says of the file has to agree with it.
check_claimed_file() {
    [ "$claimed_sha256" = "$file_digest" ] || wrong "the claim is for another file than this one"
    [ -n "$file" ] || return 0
    [ -z "$claimed_size" ] || [ "$claimed_size" = "$(size_of "$file")" ] || wrong "the file has another length than the claim says"
    [ -z "$claimed_sha512" ] || [ "$claimed_sha512" = "$(openssl dgst -sha512 -binary <"$file" | od -An -v -tx1 | tr -d ' \n')" ] ||
        wrong "the file has another SHA-512 than the claim says"
}

# --- Folders ------------------------------------------------------------------------------------------------

# Of a folder its head is fingerprinted. Sets file to the head that follows from manifest.json, or from shown.json for one file of the
# folder, and compares what is here with them.
find_folder() {
    if [ -f "$package/manifest.json" ]; then
        [ -n "$file" ] || [ ! -d "$package/original" ] || file=$package/original
        given=$file
        read_manifest "$package/manifest.json"
        compare_folder
    elif [ -f "$package/shown.json" ]; then
        take_original
        given=$file
        read_shown "$package/shown.json"
        compare_shown
    else
        say_missing "no manifest.json: the files of the folder are not compared with anything"
        file=''
        [ ! -f "$package/folder.head" ] || file=$package/folder.head
        return 0
    fi
    file=$work/folder.head
}

# Sets count; writes listed (SHA-256, size and path of each file, a line each) and folder.head.
read_manifest() {
    [ "$(wc -l <"$1")" -eq 0 ] || wrong "manifest.json is not canonical JSON"
    { sed 's/},{"path":"/}\
{"path":"/g' "$1" && echo; } >"$work/objects"
    awk -v work="$work" "$folder_reader"'
        NR == 1 { if (substr($0, 1, 10) != "{\"files\":[") refuse("is not canonical JSON"); $0 = substr($0, 11) }
        NR > 1 { object(held); if (rest != "") refuse("is not canonical JSON") }
        { held = $0 }
        END {
            object(held)
            if (rest !~ /^],"seed":"[0-9a-f]*","type":"folder-manifest","v":1[}]$/ || length(rest) != 107) refuse("is not canonical JSON")
            print substr(rest, 11, 64) > (work "/seed")
        }
    ' "$work/objects" >"$work/entries" || wrong "manifest.json $(sed -n 's/^! //p' "$work/entries")"
    count=$(wc -l <"$work/entries" | tr -d ' ')
    # The salt of each entry, then the leaves, then the tree over them (RFC 6962 section 2.1).
    awk -v head="$(hex_text 'folder-salt/v1' 0a)$(cat "$work/seed")" '{ printf "%s%016x\n", head, NR - 1 }' "$work/entries" |
        hash_lines >"$work/salts"
    awk -v head="00$(hex_text 'folder-entry/v1' 0a)" -v salts="$work/salts" '{ getline salt < salts; print head salt $0 }' \
        "$work/entries" | hash_lines >"$work/level"
    nodes=$count
    while [ "$nodes" -gt 1 ]; do
        awk 'NR % 2 { left = $0; next } { print "01" left $0 }' "$work/level" | hash_lines >"$work/next"
        [ $((nodes % 2)) -eq 0 ] || sed -n '$p' "$work/level" >>"$work/next"
        mv "$work/next" "$work/level"
        nodes=$(((nodes + 1) / 2))
    done
    printf 'folder-head/v1\n%s\n%s\n' "$count" "$(cat "$work/level")" >"$work/folder.head"
}

# Sets digest, length and path of the one file; writes folder.head.
read_shown() {
    [ "$(wc -l <"$1")" -eq 0 ] || wrong "shown.json is not canonical JSON"
    { cat "$1" && echo; } | awk -v work="$work" "$folder_reader"'
        {
            if (!match($0, /^[{]"count":[0-9]+,"file":/)) refuse("is not canonical JSON")
            print substr($0, 10, RLENGTH - 17) > (work "/count")
            object(substr($0, RLENGTH + 1))
            if (!match(rest, /^,"index":[0-9]+,"path":\[/)) refuse("is not canonical JSON")
            print substr(rest, 10, RLENGTH - 18) > (work "/index")
            rest = substr(rest, RLENGTH + 1)
            printf "" > (work "/siblings")
            while (match(rest, /^,?"[0-9a-f]+"/)) {
                sibling = substr(rest, 1, RLENGTH); gsub(/[",]/, "", sibling)
                print sibling > (work "/siblings")
                rest = substr(rest, RLENGTH + 1)
            }
            if (rest !~ /^],"root":"[0-9a-f]*","salt":"[0-9a-f]*","type":"folder-file","v":1[}]$/ || length(rest) != 177) refuse("is not canonical JSON")
            print substr(rest, 11, 64) > (work "/root")
            print substr(rest, 85, 64) > (work "/salt")
        }
    ' >"$work/entries" || wrong "shown.json $(sed -n 's/^! //p' "$work/entries")"
    count=$(cat "$work/count") index=$(cat "$work/index")
    decimal "$count" && decimal "$index" && [ "$index" -lt "$count" ] || wrong "shown.json is not canonical JSON"
    leaf=$(octets "00$(hex_text 'folder-entry/v1' 0a)$(cat "$work/salt")$(cat "$work/entries")" | sha256)
    lead_up "$index" "$count" "$leaf" "$work/siblings"
    [ "$node" = "$(cat "$work/root")" ] || wrong "shown.json does not lead to the folder"
    printf 'folder-head/v1\n%s\n%s\n' "$count" "$node" >"$work/folder.head"
}

# What awk needs to read files of folders: object(TEXT) reads one at its start, prints it in hex and adds it to listed; rest is what follows.
folder_reader='
    BEGIN { for (point = 1; point < 256; point++) code[sprintf("%c", point)] = sprintf("%02x", point) }
    function refuse(why) { if (!refused++) print "! " why; exit 1 }
    function hex(text,    at, out) {
        out = ""
        for (at = 1; at <= length(text); at++) out = out code[substr(text, at, 1)]
        return out
    }
    function object(text,    path, digest) {
        if (substr(text, 1, 9) != "{\"path\":\"") refuse("is not canonical JSON")
        rest = substr(text, 10)
        if (!match(rest, /^([^"\\]|\\")+"/)) refuse("is not canonical JSON")
        path = substr(rest, 1, RLENGTH - 1); rest = substr(rest, RLENGTH + 1)
        gsub(/\\"/, "\"", path)
        if (path ~ /^\// || path ~ /\/$/ || path ~ /\/\// || ("/" path "/") ~ /\/\.\.?\//) refuse("has a path that leaves the folder")
        if (before != "" && path <= before) refuse("is not sorted, so a path may occur twice")
        before = path
        if (!match(rest, /^,"sha256":"[0-9a-f]+"/) || RLENGTH != 76) refuse("has a malformed digest")
        digest = substr(rest, 12, 64); rest = substr(rest, 77)
        if (match(rest, /^,"sha512":"[0-9a-f]+"/)) { if (RLENGTH != 140) refuse("has a malformed digest"); rest = substr(rest, 141) }
        if (!match(rest, /^,"size":(0|[1-9][0-9]*)[}]/)) refuse("is not canonical JSON")
        print digest, substr(rest, 9, RLENGTH - 9), path > (work "/listed")
        rest = substr(rest, RLENGTH + 1)
        print hex(substr(text, 1, length(text) - length(rest)))
    }
'

# The folder that was given, or one file of it.
compare_folder() {
    if [ -z "$given" ]; then
        say_missing "no folder was given: its files are not compared with manifest.json"
    elif [ -d "$given" ]; then
        while IFS= read -r line; do
            take_listed "$line"
            [ -f "$given/$path" ] && [ ! -h "$given/$path" ] || wrong "the folder lacks $path"
            is_listed "$given/$path" || wrong "$path in the folder is not the file that was fingerprinted"
        done <"$work/listed"
        found=$(find "$given/." -type f -exec sh -c 'printf "x%.0s" "$@"' sh {} + | wc -c)
        [ "$found" -eq "$count" ] || wrong "the folder has files that were not in it: $count were fingerprinted, $((found)) are here"
        echo "   folder: its $count files are those of manifest.json"
    else
        [ -r "$given" ] || unclear "cannot read $given"
        grep -q "^$(sha256 <"$given") $(size_of "$given") " "$work/listed" || wrong "no file of the folder is like $given"
        echo "   folder: $given is one of its $count files"
    fi
}

compare_shown() {
    take_listed "$(cat "$work/listed")"
    if [ -z "$given" ]; then
        say_missing "no file was given: it is not compared with shown.json"
    else
        [ -r "$given" ] && [ ! -d "$given" ] || unclear "cannot read $given"
        is_listed "$given" || wrong "$given is not the file of the folder that shown.json shows"
        echo "   folder: $given is its file $path, one of $count"
    fi
}

# Sets digest, length and path from a line of listed.
take_listed() {
    digest=${1%% *} rest=${1#* }
    length=${rest%% *} path=${rest#* }
}

is_listed() { [ "$(size_of "$1")" = "$length" ] && [ "$(sha256 <"$1")" = "$digest" ]; }

# --- The tokens ---------------------------------------------------------------------------------------------

# Questions 1 and 2: same file, trusted time; this claim was fixed at that time.
check_file_token() {
    openssl ts -reply -in "$package/file.tsr" -token_out -out "$work/file.tst" 2>/dev/null ||
        wrong "file.tsr holds no token: the authority refused, or the file is damaged"
    read_token "$work/file.tst" file
    if [ -n "$claim" ]; then
        build_request "$file_digest" "$file_policy" "$claim_digest"
    else
        # Without a claim there is nothing to compare nonce and policy with: the token's own are taken.
        build_request "$file_digest" "$(token_policy file)" "$(hex_of "$work/file.nonce")"
    fi
    verify_token file "${file:-the file that the claim names}"
    [ -z "$claim" ] || check_claimed_file
    echo "1. file and time: SHA-256 $file_digest existed by $file_time"
    [ -z "$claim" ] || print_claim
}

print_claim() {
    echo "2. holder: the claim with SHA-256 $claim_digest was fixed by then; it names"
    sed -n 's/^holders\[[0-9]*\]\.name=/   name: /p
        s/^holders\[[0-9]*\]\.kind=/   kind: /p
        s/^holders\[[0-9]*\]\.role=/   role: /p
        s/^agent\.name=/   agent: /p
        s/^assurance\.level=/   how the service knew the depositor: /p' "$work/claim"
}

# Question 3: the service recorded that claim.
check_claim_token() {
    [ -r "$package/claim.tst" ] || { say_missing "no claim.tst: nothing shows that the service recorded the claim"; return; }
    cp "$package/claim.tst" "$work/claim.tst"
    # A whole response is as good.
    ! openssl ts -reply -in "$work/claim.tst" -token_out -out "$work/token" 2>/dev/null || cp "$work/token" "$work/claim.tst"
    read_token "$work/claim.tst" claim
    # The hash of the TSTInfo, not of the token: certificates can be taken out of a token, and it verifies all the same.
    openssl cms -verify -noverify -inform DER -in "$work/file.tst" -certfile "$work/untrusted.pem" -out "$work/tst_info" 2>/dev/null ||
        openssl cms -verify -noverify -inform DER -in "$work/file.tst" -out "$work/tst_info" 2>/dev/null ||
        wrong "the signature of file.tsr does not hold"
    build_request "$claim_digest" "$claim_policy" "$(sha256 <"$work/tst_info")"
    verify_token claim claim.json
    [ $((claim_micros + claim_accuracy + file_accuracy)) -ge "$file_micros" ] || wrong "claim.tst states an earlier time than file.tsr"
    echo "3. record: $service recorded the claim at $claim_time"
}

# A TimeStampReq (RFC 3161 section 2.4.1) for a digest, a policy and a nonce, as the service made it.
build_request() {
    cat >"$work/request.conf" <<END
asn1 = SEQUENCE:request
[request]
version = INTEGER:1
imprint = SEQUENCE:imprint
policy = OID:$2
${3:+nonce = INTEGER:0x$3}
certificate = BOOLEAN:TRUE
[imprint]
algorithm = SEQUENCE:algorithm
digest = FORMAT:HEX,OCTETSTRING:$1
[algorithm]
name = OID:2.16.840.1.101.3.4.2.1
END
    openssl asn1parse -genconf "$work/request.conf" -noout -out "$work/request.tsq" 2>/dev/null ||
        unclear "openssl cannot build the request"
}

# Verifies token $1 against the request, at the time that the token states; $2 says of what it is.
verify_token() {
    eval "epoch=\$$1_epoch"
    set -- "$1" "$2" ts -verify -queryfile "$work/request.tsq" -in "$work/$1.tst" -token_in -CAfile "$work/roots.pem" -attime "$epoch"
    [ ! -s "$work/untrusted.pem" ] || set -- "$@" -untrusted "$work/untrusted.pem"
    token=$1 what=$2
    shift 2
    if ! openssl "$@" >"$work/verified" 2>&1; then
        case $(cat "$work/verified") in
            *'imprint mismatch'*) wrong "the $token token is not for $what" ;;
            *'nonce mismatch'* | *'nonce not returned'*) wrong_nonce "$token" ;;
            *'policy mismatch'*) wrong "the $token token was issued under another policy, $(token_policy "$token")" ;;
            *'certificate verify error'*) wrong "the $token token does not lead to the root: $(sed -n 's/.*Verify error:\(.*\)/\1/p' "$work/verified")" ;;
        esac
        wrong "openssl does not accept the $token token: $(sed -n 's/.*error:[0-9A-F]*:[^:]*:[^:]*:\([^:]*\):.*/\1/p' "$work/verified" | tail -n 1)"
    fi
    check_revocation "$token" "$epoch"
}

wrong_nonce() {
    case $1 in
        file) wrong "the file token does not belong to this claim: the claim was altered, or is another one" ;;
        *) wrong "the claim token was not made for this file token" ;;
    esac
}

# Every certificate of the path but the root: not revoked in a way that counts (RFC 3161 section 4 item 1).
check_revocation() {
    find_path "$1" "$2" || wrong "the $1 token does not lead to the root"
    depth=0
    while [ -f "$work/step.$((depth + 1))" ]; do
        check_certificate "$work/step.$depth" "$work/step.$((depth + 1))" "$1" "$2"
        depth=$((depth + 1))
    done
}

# Writes step.0, the signer, step.1, its issuer, and so on to a root, as they held at the token's time ($2). What lies in
# the package beside this path says nothing about the token, and may be anybody's.
find_path() {
    rm -f "$work"/pool.* "$work"/anchor.* "$work"/step.* "$work"/subject-of-*
    { cat "$work/untrusted.pem"; openssl pkcs7 -inform DER -in "$work/$1.tst" -print_certs 2>/dev/null; } >"$work/pool"
    split_pem CERTIFICATE "$work/pool" pool
    split_pem CERTIFICATE "$work/roots.pem" anchor
    signer=$(hex_of "$work/$1.certificate") tried=0
    for one in "$work"/anchor.* "$work"/pool.*; do
        [ -f "$one" ] && openssl x509 -in "$one" -noout -subject_hash >"$work/subject" 2>/dev/null || continue
        cp "$work/subject" "$work/subject-of-${one##*/}"
        [ "$(openssl x509 -in "$one" -outform DER | sha256)" != "$signer" ] || cp "$one" "$work/step.0"
    done
    [ -f "$work/step.0" ] && climb "$work/step.0" 0 "$2"
}

# Goes on from certificate $1 at depth $2, at the time $3. Several certificates may have the name of an issuer: all are tried.
climb() {
    [ "$2" -lt 8 ] || return 1
    set -- "$1" "$2" "$3" "$(openssl x509 -in "$1" -noout -issuer_hash)"
    for one in "$work"/anchor.* "$work"/pool.*; do
        [ "$(cat "$work/subject-of-${one##*/}" 2>/dev/null)" = "$4" ] && issued "$one" "$1" "$3" || continue
        rm -f "$work/step.$(($2 + 2))"
        cp "$one" "$work/step.$(($2 + 1))"
        case $one in */anchor.*) return 0 ;; esac
        ! climb "$one" $(($2 + 1)) "$3" || return 0
    done
    return 1
}

# Whether certificate $1 issued certificate $2, and both were in force at the time $3.
issued() {
    tried=$((tried + 1))
    [ "$tried" -le 200 ] && ! cmp -s "$1" "$2" &&
        openssl verify -attime "$3" -partial_chain -trusted "$1" "$2" >/dev/null 2>&1
}

# What the lists of issuer $2, which stands on the path, say of certificate $1; $3 is the token, $4 its time.
check_certificate() {
    serial=$(openssl x509 -in "$1" -noout -serial | sed 's/.*=0*//')
    ends=$(epoch_of_date "$(openssl x509 -in "$1" -noout -enddate | sed 's/.*=//')")
    clear='' held='' hold='' lifted=''
    for crl in "$work"/crl.*; do
        [ -f "$crl" ] && is_list_of "$2" "$1" "$crl" || continue
        read_list "$crl" "$serial"
        made=$(epoch_of_date "$(openssl crl -in "$crl" -noout -lastupdate | sed 's/.*=//')")
        if [ -s "$work/entry" ]; then
            IFS='|' read -r date reason since <"$work/entry"
            # A hold can be lifted, so only the newest list counts.
            if [ "$reason" = 'Certificate Hold' ]; then
                [ "$made" -lt "${held:-$made}" ] || held=$made hold=$(cat "$work/entry")
                continue
            fi
            is_spared "$4" || wrong "a certificate behind the $3 token was revoked: $(cat "$work/entry")"
        fi
        # A list may leave out what ended before it was made, unless it says since when it does not (expiredCertsOnCRL).
        [ "$made" -le "$ends" ] || [ "${kept:-$made}" -le "$ends" ] || continue
        [ "$made" -le "${lifted:-0}" ] || lifted=$made
        # Where the log shows that the token is no later than it says, a list that has run out clears it too.
        [ "$made" -le "$4" ] || { [ "$logged" = optional ] && ! is_current "$2" "$1" "$crl"; } || clear=yes
    done
    [ -z "$held" ] || [ "${lifted:-0}" -gt "$held" ] || wrong "a certificate behind the $3 token was revoked: $hold"
    [ -n "$clear" ] || [ "$revocation" = optional ] ||
        say_missing "no list of revoked certificates made after the $3 token (and, without a log, still in force) covers $(openssl x509 -in "$1" -noout -subject)"
}

# Whether $date, $reason and $since are a revocation that leaves the tokens from before it valid, and the time $1 is before it.
is_spared() {
    case $reason in Unspecified | 'Affiliation Changed' | Superseded | 'Cessation Of Operation') ;; *) return 1 ;; esac
    [ "$(epoch_of_date "$date")" -gt "$1" ] && { [ -z "$since" ] || [ "$(epoch_of_date "$since")" -gt "$1" ]; }
}

# Whether list $3, by issuer $1 of certificate $2, is in force now: neither from the future nor past its next update.
is_current() {
    openssl verify -partial_chain -trusted "$1" -crl_check -CRLfile "$3" "$2" >"$work/crl-check" 2>&1 ||
        ! grep -q '^error 1[12] at ' "$work/crl-check"
}

# Whether OpenSSL takes list $3 for one in which issuer $1 speaks of certificate $2: signed by it, allowed to, whole, in scope.
# What the list says is another matter, and when it was made too.
is_list_of() {
    openssl verify -no_check_time -partial_chain -trusted "$1" -crl_check -CRLfile "$3" "$2" >"$work/crl-check" 2>&1 ||
        [ "$(sed -n 's/^error \([0-9]* at [0-9]*\) depth.*/\1/p' "$work/crl-check")" = '23 at 0' ] # revoked, and nothing else
}

# Writes entry, the line DATE|REASON|SINCE for serial number $2 if list $1 has one; sets kept, the time of expiredCertsOnCRL.
read_list() {
    openssl crl -in "$1" -noout -text >"$work/list"
    awk -v serial="$2" '
        /^ *Serial Number: / { sub(/.*: 0*/, ""); inside = (toupper($0) == serial); if (inside) date = reason = since = "" }
        inside && /Revocation Date:/ { sub(/.*Date: /, ""); date = $0 }
        inside && /Reason Code/ { getline; sub(/^ */, ""); reason = $0 }
        inside && /Invalidity Date/ { getline; sub(/^ */, ""); since = $0 }
        END { if (date != "") print date "|" reason "|" since }' "$work/list" >"$work/entry"
    kept=$(sed -n '/ 2\.5\.29\.60: *$/{n;s/.*[^0-9]\([0-9]\{14\}\)Z.*/\1/p;}' "$work/list")
    [ -z "$kept" ] || kept=$(epoch_of "$kept")
}

# Sets ${2}_epoch (whole seconds), ${2}_micros, ${2}_time, ${2}_index and ${2}_accuracy (microseconds); writes $2.nonce, $2.policy, $2.certificate
# and $2.leaf (hex). What the token says, not verified yet.
read_token() {
    openssl asn1parse -inform DER -in "$1" >"$work/asn1" 2>/dev/null || wrong "the $2 token is not DER"
    # Of the SignedData (RFC 5652): the eContent, and the certHash of SigningCertificateV2 (RFC 5035) among the signed
    # attributes of the signer. Prints: name, offset of the content, length.
    describe "$work/asn1" | awk '
        !base && $4 == "OBJECT" && /:pkcs7-signedData$/ { base = $2; next }
        !base { next }
        $2 < base { exit }
        $2 == base + 2 { field = $4; signers = ($4 == "SET" && content); wanted = 0 }
        $2 == base + 3 && field == "SEQUENCE" && $4 == "OBJECT" { content = /:id-smime-ct-TSTInfo$/ }
        $2 == base + 4 && field == "SEQUENCE" && content && $4 == "OCTET" { print "tst_info", $1 + $5, $3 }
        $2 == base + 4 && signers { attributes = ($4 == "cont" && $6 == "cons" && $8 == 0); wanted = 0 }
        $2 == base + 6 && attributes && $4 == "OBJECT" { wanted = /:id-smime-aa-signingCertificateV2$/; other = 0 }
        $2 == base + 11 && wanted && $4 == "OBJECT" { other = !/:sha256$/ }
        $2 == base + 10 && wanted && $4 == "OCTET" && !other { print "certificate", $1 + $5, $3; wanted = 0 }
    ' >"$work/parts"
    cut_part tst_info "$1" "$work/$2.tst_info"
    cut_part certificate "$1" "$work/$2.certificate"

    # RFC 3161 section 2.4.2: version, policy, messageImprint, serialNumber, genTime, accuracy, …, nonce.
    openssl asn1parse -inform DER -in "$work/$2.tst_info" >"$work/asn1" 2>/dev/null || wrong "no TSTInfo in the $2 token"
    describe "$work/asn1" | awk '
        $2 == 2 && accuracy && $4 == "INTEGER" { print "seconds", $1 + $5, $3 }
        $2 == 2 && accuracy && $4 == "cont" { print $8 ? "micros" : "millis", $1 + $5, $3 }
        $2 != 1 { next }
        { number++; accuracy = (number == 6 && $4 == "SEQUENCE") }
        number == 2 && $4 == "OBJECT" { print "policy", $1 + $5, $3 }
        number == 4 && $4 == "INTEGER" { print "serial", $1 + $5, $3 }
        number == 5 && $4 == "GENERALIZEDTIME" { print "gen_time", $1 + $5, $3 }
        number > 5 && $4 == "INTEGER" { print "nonce", $1 + $5, $3 }
    ' >"$work/parts"
    for part in policy serial gen_time; do
        cut_part $part "$work/$2.tst_info" "$work/$2.$part"
    done
    : >"$work/$2.nonce"
    ! grep -q '^nonce ' "$work/parts" || cut_part nonce "$work/$2.tst_info" "$work/$2.nonce"
    accuracy=0
    add_accuracy "$2" seconds 1000000
    add_accuracy "$2" millis 1000
    add_accuracy "$2" micros 1
    # A service's tokens state their accuracy, of a second at most, and no time that is finer than a millisecond.
    [ "$accuracy" -ge 1 ] && [ "$accuracy" -le 1000000 ] || wrong "the $2 token states no accuracy, or a worse one than a second"
    [ "$(size_of "$work/$2.gen_time")" -le 19 ] || wrong "the $2 token states a time that is finer than a millisecond"
    when=$(sed 's/^\(....\)\(..\)\(..\)\(..\)\(..\)\(..\)\(.*\)Z$/\1-\2-\3T\4:\5:\6\7Z/' "$work/$2.gen_time")
    serial=$(hex_of "$work/$2.serial")
    # The low 48 bits of the serial number are the index of the leaf.
    index=$(printf %d "0x$(printf 000000000000%s "$serial" | sed 's/.*\(.\{12\}\)$/\1/')")
    epoch=$(epoch_of "$(sed 's/[^0-9]/ /g' "$work/$2.gen_time" | cut -c 1-14)")
    micros=$((epoch * 1000000 + $(micros_of "$(sed -n 's/.*\.\([0-9]*\)Z$/\1/p' "$work/$2.gen_time")")))
    eval "$2_time=\$when $2_index=\$index $2_accuracy=\$accuracy $2_epoch=\$epoch $2_micros=\$micros"

    # entry = 01 || SHA-256(certificate) || length || policy || length || genTime || SHA-256(TSTInfo)
    # leaf = SHA-256(00 || entry)
    entry=01$(hex_of "$work/$2.certificate")$(length_octet "$work/$2.policy")$(hex_of "$work/$2.policy")
    entry=$entry$(length_octet "$work/$2.gen_time")$(hex_of "$work/$2.gen_time")$(sha256 <"$work/$2.tst_info")
    octets "00$entry" | sha256 >"$work/$2.leaf"
}

# Adds one part of the accuracy of token $1 to accuracy, if it is there: $2 its name, $3 its unit in microseconds.
add_accuracy() {
    grep -q "^$2 " "$work/parts" || return 0
    cut_part "$2" "$work/$1.tst_info" "$work/number"
    case $(hex_of "$work/number") in
        00????????) ;;
        '' | [89a-f]* | ??????????*) wrong "the $1 token states no accuracy that means anything" ;;
    esac
    number=$(printf %d "0x$(hex_of "$work/number")")
    [ "$number" -ge 1 ] && { [ "$2" = seconds ] || [ "$number" -le 999 ]; } ||
        wrong "the $1 token states no accuracy that means anything"
    accuracy=$((accuracy + number * $3))
}

# The policy of a token, dotted.
token_policy() {
    hex_of "$work/$1.policy" | sed 's/../0x& /g' | awk '{
        for (at = 1; at <= NF; at++) {
            octet = index(digits, substr($at, 3, 1)) * 16 + index(digits, substr($at, 4, 1)) - 17
            value = value * 128 + octet % 128
            if (octet < 128) {
                if (text == "") { first = value < 80 ? int(value / 40) : 2; text = first "." (value - first * 40) }
                else text = text "." sprintf("%.0f", value)
                value = 0
            }
        }
        print text
    }' digits=0123456789abcdef
}

# The lines of asn1parse as: offset, depth, content length, type, header length, `prim` or `cons`, the rest.
describe() {
    n=' *\([0-9]*\)'
    sed -n "s/^$n:d=$n *hl=$n *l=$n *\\([a-z]*\\): *\\([^ ]*\\)/\\1 \\2 \\4 \\6 \\3 \\5 /p" "$1"
}

# Copies the octets that $work/parts names from a file.
cut_part() {
    place=$(awk -v name="$1" '$1 == name { print $2, $3; exit }' "$work/parts")
    [ -n "$place" ] || wrong "no $1 in the token"
    dd if="$2" of="$3" bs=1 skip="${place% *}" count="${place#* }" 2>/dev/null
    [ "$(size_of "$3")" -eq "${place#* }" ] || wrong "the token is cut off"
}

# --- The log ------------------------------------------------------------------------------------------------

# Question 4: was this token publicly logged, and by when at the latest?
check_log() {
    eval "token_index=\${$1_index:-}"
    [ -n "$token_index" ] || return 0
    leaf=$(cat "$work/$1.leaf") proof=$2
    if [ ! -r "$proof" ]; then
        not_logged "no proof that the $1 token is in the public log"
        return 0
    fi
    if [ ! -r "$log_policy" ]; then
        not_logged "no policy.txt: whose log to believe is not known"
        return 0
    fi
    rm -f "$work/index" "$work/hashes" "$work/body" "$work/signatures"
    read_proof
    [ "$index" = "$token_index" ] || wrong "the proof of logging is for leaf $index, the $1 token is leaf $token_index"
    find_log_key || { not_logged "the proof is of the log $origin, which the policy does not know"; return 0; }
    check_log_signature
    [ "$index" -lt "$size" ] || wrong "the checkpoint covers $size leaves, the token is number $index"
    check_inclusion "$1"
    check_witnesses "$1"
}

not_logged() {
    if [ "$logged" = required ]; then
        say_missing "$1; the trust entry demands it"
    else
        echo "4. log: $1: this holds only if the key of the authority was never stolen"
    fi
}

# Sets index, origin, size and root (hex); writes hashes, body and signatures.
read_proof() {
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
    [ -s "$work/index" ] && [ -s "$work/body" ] && [ -s "$work/signatures" ] || wrong "$proof is not a proof of logging"
    [ -e "$work/hashes" ] || : >"$work/hashes"
    index=$(cat "$work/index")
    origin=$(sed -n 1p "$work/body")
    size=$(sed -n 2p "$work/body")
    decimal "$index" && decimal "$size" || wrong "$proof: no decimal index or size"
    root=$(sed -n 3p "$work/body" | decode 32) || wrong "$proof: the tree head is not base64 of 32 octets"
}

check_inclusion() {
    : >"$work/siblings"
    while read -r line; do
        sibling=$(printf '%s\n' "$line" | decode 32) || wrong "$proof: a hash is not base64 of 32 octets"
        echo "$sibling" >>"$work/siblings"
    done <"$work/hashes"
    lead_up "$index" "$size" "$leaf" "$work/siblings"
    [ "$node" = "$root" ] || wrong "the $1 token is not in the log where its proof says"
    echo "4. log: the $1 token is leaf $index of $size in $origin"
}

# Sets node to the head of a tree of $2 leaves in which leaf $3 is number $1, by the hashes (hex) in file $4 (RFC 9162 section 2.1.3.2).
lead_up() {
    position=$1 last=$(($2 - 1)) node=$3
    while read -r sibling; do
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
    done <"$4"
    [ "$last" -eq 0 ] || wrong "the inclusion proof is too short"
}

# Sets key (hex) to that of the log of this origin in the policy (C2SP tlog-policy).
find_log_key() {
    sed -n 's/^[ 	]*log[ 	]\{1,\}\([^ 	]*\).*/\1/p' "$log_policy" >"$work/logs"
    while IFS= read -r line; do
        read_key "$line" 01
        [ "$key_name" != "$origin" ] || return 0
    done <"$work/logs"
    return 1
}

# Sets key_name and key (hex) from a verifier key, NAME+ID+BASE64; 01 log, 04 witness.
read_key() {
    key_name=${1%%+*}
    rest=${1#*+}
    material=$(printf '%s\n' "${rest#*+}" | decode 33) || unclear "$log_policy: not a verifier key: $1"
    key=${material#"$2"}
    [ ${#key} -eq 64 ] || unclear "$log_policy: not a key of type $2: $1"
    [ "${rest%%+*}" = "$(key_id "$key_name" "$2" "$key")" ] || unclear "$log_policy: the key ID does not fit the key: $1"
}

# signed-note: SHA-256(name || 0A || type || key)[:4].
key_id() {
    { printf '%s\n' "$1" && octets "$2$3"; } | sha256 | cut -c 1-8
}

# The signatures by a name with a key, in hex without the key ID, one a line.
signatures_by() {
    dash=$(printf '\342\200\224')
    id=$(key_id "$1" "$2" "$3")
    while IFS= read -r line; do
        rest=${line#"$dash "}
        [ "$rest" != "$line" ] && [ "${rest% *}" = "$1" ] || continue
        blob=$(printf '%s\n' "${rest##* }" | decode) || continue
        case $blob in "$id"*) printf '%s\n' "${blob#????????}" ;; esac
    done <"$work/signatures"
}

check_log_signature() {
    signatures_by "$key_name" 01 "$key" >"$work/found"
    [ -s "$work/found" ] || wrong "the checkpoint is not signed by the log"
    while IFS= read -r line; do
        holds "$key" "$line" "$work/body" || wrong "the log's signature on the checkpoint does not hold"
    done <"$work/found"
}

# The quorum of the policy; groups are made of names from earlier lines.
check_witnesses() {
    eval "epoch=\$$1_epoch micros=\$$1_micros accuracy=\$$1_accuracy"
    sed -n 's/^[ 	]*witness[ 	]\{1,\}\([^ 	]*\)[ 	]\{1,\}\([^ 	]*\).*/\1 \2/p' "$log_policy" >"$work/witnesses"
    : >"$work/cosigned"
    while read -r name line; do
        read_key "$line" 04
        signatures_by "$key_name" 04 "$key" >"$work/found"
        while IFS= read -r blob; do
            [ ${#blob} -eq 144 ] || wrong "a malformed cosignature by $key_name"
            signature=${blob#????????????????}
            seen=$(printf %d "0x${blob%"$signature"}" 2>/dev/null) && [ "$seen" -gt 0 ] || wrong "a malformed cosignature by $key_name"
            { printf 'cosignature/v1\ntime %s\n' "$seen" && cat "$work/body"; } >"$work/message"
            holds "$key" "$signature" "$work/message" || wrong "the cosignature by $key_name does not hold"
            # A log cannot have been seen with a token in it before the token's time: its accuracy, and ten seconds for the clocks.
            [ "$epoch" -lt $((seen + 10)) ] || [ "$micros" -le $(((seen + 10) * 1000000 + accuracy)) ] || wrong "$key_name saw the $1 token in the log before the time that it states"
            printf '%s\n' "$name" >>"$work/cosigned"
            echo "   witness $key_name saw it by $(date_of "$seen")"
        done <"$work/found"
    done <"$work/witnesses"
    awk -v cosigned="$work/cosigned" '
        BEGIN { while ((getline name < cosigned) > 0) has[name] = 1 }
        $1 == "group" {
            count = 0
            for (at = 4; at <= NF; at++) count += ($at in has)
            needed = $3 == "any" ? 1 : $3 == "all" ? NF - 3 : $3 + 0
            if (count >= needed) has[$2] = 1
        }
        $1 == "quorum" { quorum = $2 }
        END { exit !(quorum == "none" || quorum in has) }
    ' "$log_policy" || not_logged "the cosignatures of the $1 token do not meet the quorum"
    [ -s "$work/cosigned" ] || echo "   no witness cosigned: only the log vouches for the time and for a single history"
}

# Whether an Ed25519 signature (hex) by a key (hex) over a file holds.
holds() {
    [ ${#2} -eq 128 ] || return 1
    octets "302a300506032b6570032100$1" >"$work/key.der"
    octets "$2" >"$work/signature"
    openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey "$work/key.der" -in "$3" -sigfile "$work/signature" \
        >/dev/null 2>&1
}

# --- Octets and times ---------------------------------------------------------------------------------------

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

# A text, and octets in hex after it, as hex.
hex_text() { printf '%s%s\n' "$(printf %s "$1" | od -An -v -tx1 | tr -d ' \n')" "$2"; }

# SHA-256 (hex) of the octets that each line stands for in hex, all by one process of OpenSSL or few.
hash_lines() {
    rm -rf "$work/messages" && mkdir "$work/messages"
    awk '{
        for (at = 1; at < length($0); at += 2)
            printf "\\%03o", 16 * (index(digits, substr($0, at, 1)) - 1) + index(digits, substr($0, at + 1, 1)) - 1
        print ""
    }' digits=0123456789abcdef | {
        number=1000000
        while IFS= read -r format; do
            number=$((number + 1))
            # shellcheck disable=SC2059 # as in octets()
            printf "$format" >"$work/messages/$number"
        done
    }
    (cd "$work/messages" && ls | xargs openssl dgst -sha256 -r) | sed 's/ .*//'
}

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

# YYYYMMDDhhmmss in UTC as POSIX seconds.
epoch_of() {
    awk -v text="$1" 'BEGIN {
        year = substr(text, 1, 4) + 0; month = substr(text, 5, 2) + 0; day = substr(text, 7, 2) + 0
        if (month <= 2) { year--; month += 12 }
        days = 365 * year + int(year / 4) - int(year / 100) + int(year / 400) + int((153 * (month - 3) + 2) / 5) + day - 719469
        printf "%d\n", days * 86400 + substr(text, 9, 2) * 3600 + substr(text, 11, 2) * 60 + substr(text, 13, 2)
    }'
}

# The digits after the point of a second as microseconds; what is finer counts as one more.
micros_of() {
    awk -v digits="$1" 'BEGIN { print substr(digits "000000", 1, 6) + (substr(digits, 7) ~ /[1-9]/) }'
}

# "Nov 22 16:48:00 2026 GMT" as POSIX seconds.
epoch_of_date() {
    # shellcheck disable=SC2046 # the words of the date
    set -- $(printf '%s\n' "$1" | tr : ' ')
    month=$(awk -v name="$1" 'BEGIN { print (index("JanFebMarAprMayJunJulAugSepOctNovDec", name) + 2) / 3 }')
    epoch_of "$(printf '%04d%02d%02d%s%s%s' "$6" "$month" "$2" "$3" "$4" "$5")"
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

# --- Verdicts -----------------------------------------------------------------------------------------------

conclude() {
    case $ours in *roots.pem*) echo "note: roots.pem came with the package: compare the SHA-256 of the root with a source you trust, or give --root" ;; esac
    case $ours in *trust.txt*) echo "note: trust.txt came with the package: it says which policies are those of $service, that logging is $logged and lists of revoked certificates are $revocation; give your own with --trust" ;; esac
    case $ours in *policy.txt*) [ ! -r "$log_policy" ] || echo "note: policy.txt came with the package: the keys of the log are as the package says; give your own with --log-policy" ;; esac
    if [ -n "$missing" ]; then
        printf 'CANNOT TELL:\n%s' "$missing"
        exit 3
    fi
    echo "All holds."
}

say_missing() {
    missing="$missing  $1
"
}

wrong() {
    echo "DOES NOT HOLD: $*"
    exit 1
}

unclear() {
    echo "verify.sh: $*" >&2
    exit 4
}

main "$@"
