#!/usr/bin/env bash
# Builds the image without a registry, imports the demo in it, ends it, and measures how long a start takes.
# Needs root, Debian's buildah and debootstrap, a JDK 25 at $JAVA_HOME, and the packaged jar. Leaves image tds-zoho-sync.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
: "${JAVA_HOME:?a JDK 25}"
test -f target/tds-zoho-sync.jar || { echo "first: mvn -B verify" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "base: Debian with a runtime of $("$JAVA_HOME/bin/java" --version | head -1)"
debootstrap --variant=minbase bookworm "$work/root" >"$work/debootstrap.log" || { tail "$work/debootstrap.log" >&2; exit 1; }
rm -rf "$work"/root/var/cache/apt/* "$work"/root/var/lib/apt/lists/* "$work"/root/usr/share/{doc,man,locale}
"$JAVA_HOME/bin/jlink" --output "$work/root/opt/java" --no-header-files --no-man-pages --strip-debug --generate-cds-archive \
    --add-modules java.se,jdk.unsupported,\
jdk.crypto.ec,jdk.localedata,jdk.management,jdk.httpserver,jdk.naming.dns,jdk.net,jdk.charsets,jdk.security.auth,jdk.zipfs,jdk.jfr
base=$(buildah from scratch)
buildah copy --quiet "$base" "$work/root" / >/dev/null
buildah config --env PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin --env LANG=C.UTF-8 "$base"
buildah commit --quiet "$base" tds-base >/dev/null
buildah rm "$base" >/dev/null
digest=$(buildah images --format '{{.Digest}}' localhost/tds-base | head -1)

echo "image, on localhost/tds-base@$digest"
buildah build --quiet --format docker --pull=never --isolation=chroot --network=host \
    --build-arg BASE="localhost/tds-base@$digest" -f docker/Dockerfile -t tds-zoho-sync . >/dev/null
buildah images --format '{{.Name}} {{.Size}}' | grep tds-zoho-sync

container=$(buildah from --pull=never localhost/tds-zoho-sync)
process=
trap '[ -z "$process" ] || pkill -TERM -P $process; rm -rf "$work"; buildah rm "$container" >/dev/null' EXIT
port=${PORT:-18080}
# On a machine that others use, PRIORITY=-15 has the application measured as if it were alone: its group of processes gets
# the priority, since the kernel shares the machine by such groups first.
PRIORITY=${PRIORITY:-0}
export PRIORITY

# run LOG COMMAND...: in the container, with a host name that does not resolve.
run() {
    local log=$1
    shift
    setsid -w sh -c 'echo $PRIORITY >/proc/self/autogroup 2>/dev/null; exec nice -n $PRIORITY "$@"' sh \
        buildah run --isolation=chroot --network=host --hostname tds-without-a-name --user 10001:10001 \
        --env SERVER_PORT="$port" --env SERVER_ADDRESS=127.0.0.1 --env MANAGEMENT_SERVER_ADDRESS=127.0.0.1 "$container" -- \
        java -XX:AOTCache=app.aot -XX:MaxRAMPercentage=70 -jar app.jar "$@" >"$log" 2>&1 &
    process=$!
}

# until WHAT SECONDS TEST...: fails if the process ends or the time is over.
until_() {
    local what=$1 last=$((SECONDS + $2))
    shift 2
    until "$@"; do
        kill -0 $process 2>/dev/null && [ $SECONDS -lt $last ] || { echo "$what: never" >&2; tail -n 40 "$work"/*.log >&2; exit 1; }
        sleep 0.1
    done
}

descendants() {
    local child
    for child in $(pgrep -P "$1"); do
        echo "$child"
        descendants "$child"
    done
}

# SIGTERM to the application itself, which buildah does not pass on.
end() {
    local began pid
    began=$(date +%s%N)
    for pid in $(descendants $process); do
        case $(tr '\0' ' ' <"/proc/$pid/cmdline") in /opt/java/bin/java\ *) kill -TERM "$pid" ;; esac
    done
    wait $process || true
    process=
    echo "ended $((($(date +%s%N) - began) / 1000000)) ms after SIGTERM"
}

echo "demo"
began=$SECONDS
run "$work/demo.log" demo
# The demo goes on serving; the line that begins with "all" ends its import.
until_ "the end of the import" 400 grep -q '^all ' "$work/demo.log"
grep -A40 '^job ' "$work/demo.log" | sed '/^all /q'
read -r _ read written _ < <(grep '^all ' "$work/demo.log")
[ "$read" = "$written" ] || { echo "read $read, written $written" >&2; exit 1; }
echo "imported within $((SECONDS - began)) s of the container's start"
end

# cpu: seconds of processor time that the application has used so far.
cpu() {
    local pid
    for pid in $(descendants $process); do
        case $(tr '\0' ' ' <"/proc/$pid/cmdline") in
            /opt/java/bin/java\ *) awk -v hz="$(getconf CLK_TCK)" '{printf "%.1f", ($14 + $15) / hz}' "/proc/$pid/stat" ;;
        esac
    done
}

echo "starts with everything there, PostgreSQL and sandbox included"
echo "| start | answers after | processor time of the application |"
for start in 1 2 3; do
    began=$(date +%s%N)
    run "$work/again.log" demo
    # Said once pages and REST answer.
    until_ "the start" 120 grep -q '^Look at it' "$work/again.log"
    used=$(cpu)
    took=$((($(date +%s%N) - began) / 1000000))
    echo "| $start | $took ms | $used s |"
    end
done
