#!/usr/bin/env bash
# Builds the image without a registry, then imports the demo in it.
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

echo "image"
buildah build --quiet --format docker --pull=never --isolation=chroot --network=host \
    --build-arg BASE=localhost/tds-base -f docker/Dockerfile -t tds-zoho-sync . >/dev/null
buildah images --format '{{.Name}} {{.Size}}' | grep tds-zoho-sync

echo "demo"
container=$(buildah from --pull=never localhost/tds-zoho-sync)
began=$SECONDS
buildah run --isolation=chroot --network=host --hostname tds-without-a-name --user 10001:10001 "$container" -- \
    java -XX:AOTCache=app.aot -XX:MaxRAMPercentage=70 -jar app.jar demo >"$work/demo.log" 2>&1 &
demo=$!
trap 'pkill -TERM -P $demo; wait $demo || true; rm -rf "$work"; buildah rm "$container" >/dev/null' EXIT
# The demo goes on serving; the line that begins with "all" ends its import.
until grep -q '^all ' "$work/demo.log"; do
    kill -0 $demo 2>/dev/null && [ $((SECONDS - began)) -lt 300 ] || { tail -40 "$work/demo.log" >&2; exit 1; }
    sleep 1
done
grep -A30 '^job ' "$work/demo.log" | sed '/^all /q'
read -r _ read written _ < <(grep '^all ' "$work/demo.log")
[ "$read" = "$written" ] || { echo "read $read, written $written" >&2; exit 1; }
echo "imported within $((SECONDS - began)) s of the container's start"
